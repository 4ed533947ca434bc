package com.pinda.aggregation.torture.ddl;

import com.pinda.aggregation.testkit.MySqlProgram;
import com.pinda.aggregation.torture.rig.SourceKind;
import java.util.List;

class DdlWhileRowsFlowOnMySqlIT extends DdlWhileRowsFlow {

    DdlWhileRowsFlowOnMySqlIT() {
        super(SourceKind.MYSQL, MySqlProgram.missing());
    }

    @Override
    List<String> unknownStatements() {
        return List.of(
                "ALTER TABLE shop.unknown ADD i INT INVISIBLE DEFAULT 1 FIRST",
                "ALTER TABLE shop.unknown ALTER COLUMN i SET VISIBLE",
                "ALTER TABLE shop.unknown /*!80000 ADD COLUMN k INT DEFAULT 3 AFTER id */",
                "ALTER TABLE shop.unknown /*!99999 ADD COLUMN never INT, */ ADD COLUMN l INT DEFAULT 4");
    }
}
