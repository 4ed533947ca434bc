package com.pinda.aggregation.canal;

import com.pinda.aggregation.testkit.Database;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A source database with the account that the server needs, and the settings that go with it. */
final class Sources {

    private Sources() {}

    static Database start(String... options) {
        var db = Database.start(options);
        db.execute(
                "CREATE USER canal IDENTIFIED BY 'secret'",
                "GRANT SELECT, REPLICATION SLAVE, BINLOG MONITOR ON *.* TO canal",
                "CREATE DATABASE shop");
        return db;
    }

    static Map<String, String> settings(Database db, Path folder) {
        return settings(db.port(), folder);
    }

    static Map<String, String> settings(int port, Path folder) {
        var settings = new HashMap<String, String>();
        settings.put("CANAL_SOURCE_PORT", String.valueOf(port));
        settings.put("CANAL_SOURCE_USER", "canal");
        settings.put("CANAL_SOURCE_PASSWORD", "secret");
        settings.put("CANAL_DATA_DIR", folder.toString());
        settings.put("CANAL_FILTER", "shop\\..*");
        return settings;
    }

    static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }
}
