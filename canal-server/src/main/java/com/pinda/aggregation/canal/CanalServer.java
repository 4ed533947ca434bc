package com.pinda.aggregation.canal;

import com.alibaba.otter.canal.protocol.SecurityUtil;
import com.alibaba.otter.canal.server.embedded.CanalServerWithEmbedded;
import com.pinda.aggregation.canal.preflight.Check;
import com.pinda.aggregation.canal.preflight.Preflight;
import com.pinda.aggregation.canal.serve.StatusServer;
import com.pinda.aggregation.canal.serve.TcpServer;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.stream.BinlogStream;
import com.pinda.aggregation.canal.stream.StreamFailedException;
import com.pinda.aggregation.canal.stream.TableFilter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The canal server of one destination: checks the source, then serves its changes until it is told to stop or cannot go
 * on.
 */
public final class CanalServer implements AutoCloseable {

    /** What cannot heal ended the process. */
    static final int FAILED = 1;

    /** A setting, or the source, is not as it must be. */
    static final int REFUSED = 2;

    private static final Logger log = LoggerFactory.getLogger(CanalServer.class);

    private final CanalServerWithEmbedded canal;
    private final BinlogStream stream;
    private final TcpServer tcp;
    private final StatusServer http;

    private CanalServer(CanalServerWithEmbedded canal, BinlogStream stream, TcpServer tcp, StatusServer http) {
        this.canal = canal;
        this.stream = stream;
        this.tcp = tcp;
        this.http = http;
    }

    /**
     * Runs until a signal (exit 0 or the signal's), a wrong setting (2) or what cannot heal (1). Of the last its pages
     * tell for a while: who watches the server from afar sees no log.
     */
    public static void main(String[] args) {
        // canal writes TIMESTAMP values in the JVM's time zone
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        var out =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), System.getenv(), out));
    }

    private static int run(List<String> args, Map<String, String> environment, PrintStream out) {
        if (args.contains("--help") || args.contains("-h")) {
            out.println(SettingKey.helpText());
            return 0;
        }
        try {
            if (args.size() > 1) {
                throw new BadSettingException("one settings file at most; see --help");
            }
            var values = args.isEmpty()
                    ? SettingValues.of(new Properties(), environment)
                    : SettingValues.read(Path.of(args.get(0)), environment);
            var settings = Settings.from(values);
            try (var folder = FolderLock.take(settings.stream().folder())) {
                log.debug("data folder taken: {}", folder);
                return run(settings, out);
            }
        } catch (BadSettingException | IOException e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    private static int run(Settings settings, PrintStream out) {
        var source = new Source(settings.source());
        var filter = settings.stream().filter();
        var checks = new Preflight(source, filter, new TableFilter(filter)).run();
        checks.forEach(check -> out.println(check.line()));
        if (!checks.stream().allMatch(Check::isOk)) {
            return REFUSED;
        }
        try (var server = start(settings, source)) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            log.info(
                    "serving: destination={} port={} http={}",
                    settings.stream().destination(),
                    server.tcp.port(),
                    server.http.port());
            server.stream.state().failure().join();
            Thread.sleep(settings.linger().toMillis());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } catch (IOException | StreamFailedException e) {
            out.println(e.getMessage());
            return REFUSED;
        }
    }

    private static CanalServer start(Settings settings, Source source) throws IOException {
        var stream = BinlogStream.open(settings.stream(), source);
        var canal = new CanalServerWithEmbedded();
        canal.setCanalInstanceGenerator(destination -> only(stream, destination));
        if (!settings.listen().user().isEmpty()) {
            canal.setUser(settings.listen().user());
            canal.setPasswd(scrambled(settings.listen().password()));
        }
        canal.start();
        var tcp = TcpServer.open(settings.listen(), canal);
        var http = StatusServer.open(settings.listen(), stream);
        canal.start(settings.stream().destination());
        return new CanalServer(canal, stream, tcp, http);
    }

    /** Keeps the cursor and lets clients and source go; within two seconds. */
    @Override
    public synchronized void close() {
        if (canal.isStart()) {
            http.close();
            tcp.close();
            canal.stop();
            log.info(
                    "stopped: cursor={}",
                    stream.acknowledged().map(Object::toString).orElse("none"));
        }
    }

    private static BinlogStream only(BinlogStream stream, String destination) {
        if (!destination.equals(stream.getDestination())) {
            throw new IllegalArgumentException("there is no destination " + destination);
        }
        return stream;
    }

    private static String scrambled(String password) {
        try {
            return SecurityUtil.scrambleGenPass(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
