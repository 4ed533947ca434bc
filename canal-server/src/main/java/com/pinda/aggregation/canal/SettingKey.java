package com.pinda.aggregation.canal;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every setting there is, with its default; the empty default of a required key stands for none. */
enum SettingKey {
    DESTINATION("canal.destination", "tms", "name of the stream that clients subscribe to"),
    BIND("canal.bind", "127.0.0.1", "address of both ports; another than loopback needs canal.user and canal.password"),
    PORT("canal.port", "11111", "TCP port of canal's protocol, 0 for a free one"),
    USER("canal.user", "", "name that clients must give"),
    PASSWORD("canal.password", "", "password that clients must give"),
    HTTP_PORT("canal.http.port", "11112", "HTTP port of /health and /status, 0 for a free one"),
    HTTP_LINGER(
            "canal.http.linger", "15", "seconds that both still tell why the stream failed before the process ends"),
    DATA_DIR("canal.data-dir", "canal-data", "folder of the cursor and of the table history"),
    SOURCE_HOST("canal.source.host", "127.0.0.1", "host of the database"),
    SOURCE_PORT("canal.source.port", "3306", "port of the database"),
    SOURCE_USER("canal.source.user", "", "account with SELECT, REPLICATION SLAVE, REPLICATION CLIENT (required)"),
    SOURCE_PASSWORD("canal.source.password", "", "its password"),
    SOURCE_SSL("canal.source.ssl", "PREFERRED", "DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY"),
    SOURCE_CA("canal.source.ca", "", "PEM file of the authorities that VERIFY_… trusts; the JVM's where it is empty"),
    SOURCE_SERVER_ID("canal.source.server-id", "4321", "replica id, unlike that of every other server and replica"),
    SOURCE_START("canal.source.start", "latest", "latest, earliest or <file>:<offset>; only where no position is kept"),
    FILTER("canal.filter", ".*\\..*", "captured tables: comma list of regular expressions over db.table"),
    STORE_SIZE("canal.store.size", "65536", "KB of changes kept for clients, a power of two");

    private final String key;
    private final String byDefault;
    private final String help;

    SettingKey(String key, String byDefault, String help) {
        this.key = key;
        this.byDefault = byDefault;
        this.help = help;
    }

    String key() {
        return key;
    }

    String byDefault() {
        return byDefault;
    }

    /** The environment variable that wins over the file. */
    String variable() {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    static Optional<SettingKey> of(String key) {
        return Arrays.stream(values()).filter(k -> k.key.equals(key)).findFirst();
    }

    /** The keys, one a line, for a message about an unknown one. */
    static String allowed() {
        return Arrays.stream(values()).map(SettingKey::key).collect(Collectors.joining("\n  ", "  ", ""));
    }

    /** The environment variables. */
    static Set<String> variables() {
        return Arrays.stream(values()).map(SettingKey::variable).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static String helpText() {
        var keys = Arrays.stream(values())
                .map(k ->
                        "  %-24s %s%s".formatted(k.key, k.help, k.byDefault.isEmpty() ? "" : " [" + k.byDefault + "]"))
                .collect(Collectors.joining("\n"));
        return """
                usage: java -jar canal-server.jar [settings.properties]

                Each key may also be given as an environment variable (canal.source.host as CANAL_SOURCE_HOST), which wins.

                """ + keys;
    }
}
