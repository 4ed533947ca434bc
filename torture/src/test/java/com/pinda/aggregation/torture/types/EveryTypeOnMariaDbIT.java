package com.pinda.aggregation.torture.types;

import com.pinda.aggregation.torture.rig.SourceKind;
import java.util.Map;
import java.util.Optional;

class EveryTypeOnMariaDbIT extends EveryType {

    EveryTypeOnMariaDbIT() {
        super(SourceKind.MARIADB, Optional.empty());
    }

    @Override
    Map<String, String> refused() {
        return Map.of(
                "CREATE TABLE a (id INT PRIMARY KEY, v UUID)", "refused.a.v is UUID",
                "CREATE TABLE b (id INT PRIMARY KEY, v INET6)", "refused.b.v is INET6",
                "CREATE TABLE c (id INT PRIMARY KEY, v INET4)", "refused.c.v is INET4",
                "CREATE TABLE d (id INT PRIMARY KEY, v VARCHAR(50) COMPRESSED)", "refused.d.v is COMPRESSED",
                "CREATE TABLE e (id INT PRIMARY KEY) WITH SYSTEM VERSIONING",
                        "refused.e.id is in a table WITH SYSTEM VERSIONING",
                "CREATE TABLE f (id INT PRIMARY KEY, v VARCHAR(9) CHARACTER SET big5)",
                        "refused.f.v is in character set big5");
    }
}
