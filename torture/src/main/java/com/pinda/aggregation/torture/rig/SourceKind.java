package com.pinda.aggregation.torture.rig;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.MySql;
import com.pinda.aggregation.testkit.MySql56;
import com.pinda.aggregation.testkit.SqlServer;
import java.nio.file.Path;

/** Which server the source is. */
public enum SourceKind {

    /** MariaDB 11.4. */
    MARIADB {
        @Override
        SqlServer start(Path folder, String... options) {
            return Database.startIn(folder, options);
        }
    },

    /** The newest MySQL that Debian has; see {@link com.pinda.aggregation.testkit.MySqlProgram#missing()}. */
    MYSQL {
        @Override
        SqlServer start(Path folder, String... options) {
            return MySql.startIn(folder, options);
        }
    },

    /** The oldest source; see {@link MySql56#missing()}. */
    MYSQL_56 {
        @Override
        SqlServer start(Path folder, String... options) {
            return MySql56.startIn(folder, options);
        }
    };

    abstract SqlServer start(Path folder, String... options);
}
