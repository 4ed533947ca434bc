package com.pinda.aggregation.torture.types;

import com.pinda.aggregation.testkit.MySql56;
import com.pinda.aggregation.torture.rig.SourceKind;
import java.util.Map;

class EveryTypeOnMySql56IT extends EveryType {

    EveryTypeOnMySql56IT() {
        super(SourceKind.MYSQL_56, MySql56.missing());
    }

    @Override
    Map<String, String> refused() {
        return Map.of(
                "CREATE TABLE f (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET sjis)",
                "refused.f.v is in character set sjis");
    }
}
