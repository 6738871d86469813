using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.JavaScript;

/// <summary>A JavaScript application, run by a script of its <c>package.json</c>.</summary>
/// <param name="name">Unique in the application.</param>
/// <param name="command">A path, or the name of a program on PATH.</param>
/// <param name="workingDirectory">Where it runs.</param>
public class JavaScriptAppResource(string name, string command, string workingDirectory)
    : ExecutableResource(name, command, workingDirectory), IResourceWithServiceDiscovery;

/// <summary>An application that <see href="https://vite.dev">Vite</see>'s server serves.</summary>
/// <param name="name">Unique in the application.</param>
/// <param name="command">A path, or the name of a program on PATH.</param>
/// <param name="workingDirectory">Where it runs.</param>
public class ViteAppResource(string name, string command, string workingDirectory)
    : JavaScriptAppResource(name, command, workingDirectory);

/// <summary>Installs the packages of a JavaScript application and ends.</summary>
/// <param name="name">Unique in the application.</param>
/// <param name="workingDirectory">Where it runs.</param>
public class JavaScriptInstallerResource(string name, string workingDirectory)
    : ExecutableResource(name, "node", workingDirectory);
