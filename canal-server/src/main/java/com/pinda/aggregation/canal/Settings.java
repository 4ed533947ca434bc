package com.pinda.aggregation.canal;

import com.pinda.aggregation.canal.serve.Listen;
import com.pinda.aggregation.canal.source.SourceAddress;
import com.pinda.aggregation.canal.source.SourceTls;
import com.pinda.aggregation.canal.stream.StartPoint;
import com.pinda.aggregation.canal.stream.StreamSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the server was told, checked.
 *
 * @param linger how long a server whose stream failed tells why, before it ends
 */
record Settings(Listen listen, SourceAddress source, StreamSettings stream, Duration linger) {

    static Settings from(SettingValues values) {
        var bind = values.text(SettingKey.BIND);
        var user = values.text(SettingKey.USER);
        var password = values.text(SettingKey.PASSWORD);
        var listen = new Listen(bind, values.port(SettingKey.PORT), values.port(SettingKey.HTTP_PORT), user, password);
        if (!listen.isLoopback() && (user.isEmpty() || password.isEmpty())) {
            throw new BadSettingException(
                    "canal.bind=" + bind + " is open to others: set canal.user and canal.password, or bind 127.0.0.1");
        }
        var source = new SourceAddress(
                values.text(SettingKey.SOURCE_HOST),
                values.port(SettingKey.SOURCE_PORT),
                values.required(SettingKey.SOURCE_USER),
                values.text(SettingKey.SOURCE_PASSWORD),
                tls(values),
                values.whole(SettingKey.SOURCE_SERVER_ID, 1, 4_294_967_295L));
        var stream = new StreamSettings(
                values.matching(SettingKey.DESTINATION, "[A-Za-z0-9._-]+", "letters, digits, . _ -"),
                Path.of(values.text(SettingKey.DATA_DIR)),
                values.required(SettingKey.FILTER),
                StartPoint.parse(values.text(SettingKey.SOURCE_START))
                        .orElseThrow(() -> values.wrong(
                                SettingKey.SOURCE_START, "latest, earliest or <file>:<offset> as mysql-bin.000001:4")),
                values.powerOfTwo(SettingKey.STORE_SIZE, 1024, 1 << 22));
        var linger = Duration.ofSeconds(values.whole(SettingKey.HTTP_LINGER, 0, 3600));
        return new Settings(listen, source, stream, linger);
    }

    private static SourceTls tls(SettingValues values) {
        var mode = values.oneOf(SettingKey.SOURCE_SSL, SourceTls.Mode.class);
        var authorities = values.text(SettingKey.SOURCE_CA);
        if (authorities.isEmpty()) {
            return SourceTls.of(mode);
        }
        if (!mode.verifies()) {
            throw new BadSettingException("canal.source.ca is set, and canal.source.ssl=" + mode
                    + " checks no certificate: set VERIFY_CA or VERIFY_IDENTITY, or leave it out");
        }
        try {
            return SourceTls.of(mode, Path.of(authorities));
        } catch (IOException e) {
            throw new BadSettingException("canal.source.ca: " + e.getMessage());
        }
    }
}
