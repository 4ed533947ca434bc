package com.pinda.aggregation.schema.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "//db:3306/shop | //db:3306/shop",
                "//db | //db",
                "///shop | ///shop",
                "//db/shop?user=ann&password=tiger | //db/shop",
                "//db?user=ann&password=ti/ger | //db",
                "//db/shop#password=tiger | //db/shop",
                "//ann:tiger@db:3306/shop | //db:3306/shop",
                "//ann:ti@ger@db/shop | //db/shop",
                "//ann@db/shop?password=tiger | //db/shop",
                "//:tiger@/shop | ///shop",
                "//ann:tiger@db:1,bob:tiger@db2:2/shop | //db:1,db2:2/shop",
                "//ann:tiger@[db:1,db2:2]/shop | //db:1,db2:2/shop",
                "//ann:tiger@[db:1,address=(host=db2)(port=2)(password=tiger)]/shop | //db:1,db2:2/shop",
                "//address=(host=db)(port=1)(user=ann)(password=tiger)/shop | //db:1/shop",
                "//ADDRESS = (password=tiger) (Port=1) (Host = db)/shop | //db:1/shop",
                "//address=(host=db)(port=1)(password=tiger),address=(host=db2)(password=tiger)/shop | //db:1,db2/shop",
                "//(host=db,port=1,user=ann,password=tiger)/shop | //db:1/shop",
                "//(password=tiger, port=1, host=db),(host=db2,user=ann,password=ti=ger)/shop | //db:1,db2/shop",
                "//(password=tiger)/shop | //localhost/shop",
                "//ann:tiger@[::1]:3306/shop | //[::1]:3306/shop",
                "//(host=::1,port=1,password=tiger)/shop | //[::1]:1/shop"
            })
    void onlyHostsAndDatabaseAreLeft(String address, String left) {
        assertThat(JdbcUrl.withoutSecrets("jdbc:mysql:" + address)).isEqualTo("jdbc:mysql:" + left);
        assertThat(JdbcUrl.withoutSecrets("jdbc:mysql:replication:" + address))
                .isEqualTo("jdbc:mysql:replication:" + left);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//ann:ti/ger@db/shop",
                "//ann:7/tiger@db/shop",
                "//ann:tiger?x@db/shop",
                "//ann:tiger#x@db/shop",
                "//ann:1234#x@db/shop",
                "//ann:12/34?@db/shop",
                "//ann:tiger@db:1,bob:12?34@db2/shop",
                "//db?user=ann&password=ti/ger@x",
                "//ann:tiger,7@db/shop",
                "//ann:tiger",
                "//(host=db,password=tiger)7)/shop",
                "//(host=db,password=(tiger)/shop",
                "//address=(host=db)(password=tiger(7))/shop",
                "//(host=db,password=7/tiger)/shop",
                "//(host=ann:tiger,port=1)/shop",
                "//db;password=tiger",
                "db;password=tiger",
                ""
            })
    void whereASecretMayBeAnywhereNothingIsLeft(String address) {
        assertThat(JdbcUrl.withoutSecrets("jdbc:mysql:" + address)).isEqualTo("jdbc:mysql:…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ann:tiger@db/shop", "${DB_URL}", "tiger"})
    void whatIsNoAddressIsNotShown(String address) {
        assertThat(JdbcUrl.withoutSecrets(address)).isEqualTo("…");
    }
}
