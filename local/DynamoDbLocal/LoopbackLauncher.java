import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.monitoring.Telemetry;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local for this machine only: on both loopback addresses, and for requests that name this machine in
 * their Host header. Its own main class listens on every interface and has no option against it, so Jetty's server is
 * changed between its creation and its start.
 * Takes DynamoDB Local's own arguments; telemetry is off.
 * With the system property triplogger.parent, a process id, it ends with that process, even when that one is killed.
 */
public final class LoopbackLauncher {
  private static final String IPV4 = "127.0.0.1";
  private static final String IPV6 = "::1";

  public static void main(String[] args) throws Exception {
    var parent = Long.getLong("triplogger.parent");
    if (parent != null) {
      ProcessHandle.of(parent).ifPresentOrElse(
          process -> process.onExit().thenRun(() -> Runtime.getRuntime().halt(0)),
          () -> Runtime.getRuntime().halt(0));
    }
    Telemetry.configureTelemetry("", "", false);
    var proxy = ServerRunner.createServerFromCommandLineArgs(args);
    var field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    var server = (Server) field.get(proxy);
    listenOnLoopback(server);
    server.setHandler(new LocalHostsOnly(server.getHandler()));
    proxy.start();
    proxy.join();
  }

  private static void listenOnLoopback(Server server) {
    for (var connector : server.getConnectors()) {
      var ipv4 = (ServerConnector) connector;
      ipv4.setHost(IPV4);
      if (hasIpv6()) {
        var ipv6 = new ServerConnector(server, ipv4.getConnectionFactories().toArray(ConnectionFactory[]::new));
        ipv6.setHost(IPV6);
        ipv6.setPort(ipv4.getPort());
        server.addConnector(ipv6);
      }
    }
  }

  private static boolean hasIpv6() {
    try (var probe = new ServerSocket(0, 1, InetAddress.getByName(IPV6))) {
      return true;
    } catch (IOException error) {
      return false;
    }
  }

  /** A page elsewhere whose name is made to point to this machine (DNS rebinding) stays outside. */
  private static final class LocalHostsOnly extends Handler.Wrapper {
    private static final Pattern LOCAL = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?", Pattern.CASE_INSENSITIVE);

    LocalHostsOnly(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      var host = request.getHeaders().get(HttpHeader.HOST);
      if (host != null && LOCAL.matcher(host).matches()) {
        return super.handle(request, response, callback);
      }
      response.setStatus(HttpStatus.FORBIDDEN_403);
      callback.succeeded();
      return true;
    }
  }
}
