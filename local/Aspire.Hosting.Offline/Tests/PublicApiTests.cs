using System.Reflection;
using System.Runtime.CompilerServices;

namespace Aspire.Hosting.Offline.Tests;

/// <summary>
/// Everything public must be in Aspire's own packages too, with the same signature: so each addition is a
/// decision, made by changing PublicApi.txt.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public async Task The_public_surface_is_the_one_that_was_decided()
    {
        var file = Path.Combine(Path.GetDirectoryName(ThisFile())!, "PublicApi.txt");
        var actual = typeof(DistributedApplication).Assembly.GetExportedTypes().SelectMany(PublicApi.Describe).Order(StringComparer.Ordinal).ToArray();
        if (Environment.GetEnvironmentVariable("ACCEPT_PUBLIC_API") is "1")
        {
            await File.WriteAllTextAsync(file, string.Join('\n', actual) + '\n', TestContext.Current.CancellationToken);
        }

        var decided = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);

        var added = actual.Except(decided).Select(line => "+ " + line);
        var removed = decided.Except(actual).Select(line => "- " + line);
        Assert.True(
            actual.SequenceEqual(decided),
            $"The public surface has changed. Compare each line with Aspire's source; where it is the same there, run this test with ACCEPT_PUBLIC_API=1.\n{string.Join('\n', added.Concat(removed))}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}

/// <summary>Writes public types and members as lines.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly NullabilityInfoContext Nullability = new();

    public static IEnumerable<string> Describe(Type type)
    {
        var name = Name(type);
        yield return $"{name}{Bases(type)} ({Kind(type)}){Constraints(type.GetGenericArguments())}";
        var isDelegate = typeof(Delegate).IsAssignableFrom(type);
        foreach (var member in type.GetMembers(Declared).Where(member => IsVisible(member)
            && !member.IsDefined(typeof(CompilerGeneratedAttribute)) && (!isDelegate || member.Name is "Invoke")))
        {
            var line = member switch
            {
                ConstructorInfo constructor when !constructor.IsStatic => $"{name}({Parameters(constructor)})",
                MethodInfo method when !method.IsSpecialName || method.Name is "op_Implicit" =>
                    $"{name}.{method.Name}{Generics(method)}({Parameters(method)}) : {Type(method.ReturnParameter)}{Constraints(method.IsGenericMethod ? method.GetGenericArguments() : [])}",
                PropertyInfo property => $"{name}.{property.Name} : {Type(property)} {{{Accessors(property)} }}",
                FieldInfo field when field.IsLiteral && type.IsEnum => $"{name}.{field.Name} = {Convert.ToInt64(field.GetRawConstantValue(), null)}",
                FieldInfo { IsSpecialName: false } field => $"{name}.{field.Name} : {Type(field)}",
                _ => null,
            };
            if (line is not null)
            {
                yield return line + (IsStatic(member) ? " (static)" : string.Empty);
            }
        }
    }

    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => accessor.IsPublic || accessor.IsFamily),
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static bool IsStatic(MemberInfo member) => member switch
    {
        MethodBase method => method.IsStatic,
        PropertyInfo property => property.GetAccessors(nonPublic: true)[0].IsStatic,
        FieldInfo field => field.IsStatic && !field.DeclaringType!.IsEnum,
        _ => false,
    };

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct"
        : (type.IsAbstract && type.IsSealed ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : string.Empty) + "class";

    private static string Bases(Type type)
    {
        var interfaces = type.GetInterfaces();
        var direct = interfaces.Except(interfaces.SelectMany(i => i.GetInterfaces())).Except(type.BaseType?.GetInterfaces() ?? []);
        var bases = (type.BaseType is { } b && b != typeof(object) && b != typeof(ValueType) && b != typeof(Enum) ? [Name(b)] : Array.Empty<string>())
            .Concat(direct.Select(Name).Order(StringComparer.Ordinal)).ToArray();
        return bases is [] || type.IsEnum ? string.Empty : " : " + string.Join(", ", bases);
    }

    private static string Accessors(PropertyInfo property) => string.Concat(
        property.GetMethod is { } get && IsVisible(get) ? " get;" : string.Empty,
        property.SetMethod is { } set && IsVisible(set) ? set.ReturnParameter.GetRequiredCustomModifiers().Length > 0 ? " init;" : " set;" : string.Empty);

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (method.IsDefined(typeof(ExtensionAttribute)) && parameter.Position == 0 ? "this " : string.Empty)
        + (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : parameter.IsOut ? "out " : parameter.IsIn ? "in " : string.Empty)
        + $"{Type(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {parameter.DefaultValue ?? "default"}" : string.Empty)));

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : string.Empty;

    private static string Constraints(Type[] arguments) => string.Concat(arguments.Where(a => a.IsGenericParameter).Select(argument =>
    {
        var constraints = argument.GetGenericParameterConstraints().Where(c => c != typeof(ValueType)).Select(Name).ToList();
        if (argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint))
        {
            constraints.Insert(0, "class");
        }

        if (argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint))
        {
            constraints.Add("new()");
        }

        return constraints is [] ? string.Empty : $" where {argument.Name} : {string.Join(", ", constraints)}";
    }));

    private static string Type(ParameterInfo parameter) => Name(parameter.ParameterType) + Mark(Nullability.Create(parameter));

    private static string Type(PropertyInfo property) => Name(property.PropertyType) + Mark(Nullability.Create(property));

    private static string Type(FieldInfo field) => Name(field.FieldType) + Mark(Nullability.Create(field));

    private static string Mark(NullabilityInfo info) =>
        !info.Type.IsValueType && (info.ReadState is NullabilityState.Nullable || info.WriteState is NullabilityState.Nullable) ? "?" : string.Empty;

    private static string Name(Type type)
    {
        if (type.IsByRef)
        {
            return Name(type.GetElementType()!);
        }

        if (type.IsArray)
        {
            return Name(type.GetElementType()!) + "[]";
        }

        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return Name(value) + "?";
        }

        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        var name = type.FullName is null || type.IsGenericType ? $"{type.Namespace}.{(type.IsNested ? type.DeclaringType!.Name + "." : string.Empty)}{type.Name.Split('`')[0]}" : type.FullName.Replace('+', '.');
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
