package com.pinda.aggregation.torture.types;

import com.pinda.aggregation.testkit.MySqlProgram;
import com.pinda.aggregation.torture.rig.SourceKind;
import java.util.Map;

class EveryTypeOnMySqlIT extends EveryType {

    EveryTypeOnMySqlIT() {
        super(SourceKind.MYSQL, MySqlProgram.missing());
    }

    @Override
    Map<String, String> refused() {
        return Map.of(
                "CREATE TABLE a (id INT PRIMARY KEY, v VECTOR(3))", "refused.a.v is VECTOR",
                "CREATE TABLE f (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET gb18030)",
                        "refused.f.v is in character set gb18030");
    }
}
