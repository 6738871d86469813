import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.monitoring.Telemetry;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * Starts DynamoDB Local on 127.0.0.1 only. Its own main class listens on every interface and has no
 * option against it, so the host of Jetty's connector is set between creating and starting the server.
 * Takes DynamoDB Local's own arguments; telemetry is off.
 * With the system property triplogger.parent, a process id, it ends with that process, even when that one is killed.
 */
public final class LoopbackLauncher {
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
    for (var connector : ((Server) field.get(proxy)).getConnectors()) {
      ((ServerConnector) connector).setHost("127.0.0.1");
    }
    proxy.start();
    proxy.join();
  }
}
