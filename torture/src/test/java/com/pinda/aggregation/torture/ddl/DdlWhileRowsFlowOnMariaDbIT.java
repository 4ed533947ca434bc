package com.pinda.aggregation.torture.ddl;

import com.pinda.aggregation.torture.rig.SourceKind;
import java.util.List;
import java.util.Optional;

class DdlWhileRowsFlowOnMariaDbIT extends DdlWhileRowsFlow {

    DdlWhileRowsFlowOnMariaDbIT() {
        super(SourceKind.MARIADB, Optional.empty());
    }

    @Override
    List<String> unknownStatements() {
        return List.of(
                "ALTER TABLE shop.unknown ADD i INT INVISIBLE DEFAULT 1 FIRST",
                "ALTER TABLE shop.unknown ADD COLUMN IF NOT EXISTS j INT DEFAULT 2",
                "ALTER TABLE shop.unknown /*!100100 ADD COLUMN k INT DEFAULT 3 AFTER id */",
                "ALTER TABLE shop.unknown /*!80000 ADD COLUMN never INT, */ ADD COLUMN l INT DEFAULT 4",
                "ALTER TABLE shop.unknown DROP COLUMN IF EXISTS x");
    }
}
