package com.pinda.aggregation.query.user;

import com.pinda.aggregation.query.page.Conditions;
import com.pinda.aggregation.query.page.Join;
import org.jspecify.annotations.Nullable;

/** Filters on the staff user whose id a row holds as text. */
public final class Users {

    /**
     * As the server would compare them (as doubles) ids of 18 digits that are close together are one, and a text that
     * is no number is user 0. So the number finds the row by its key, and the text decides, in the collation that the
     * column has in the TMS.
     */
    private static final String HAS_ID = """
            SELECT 1 FROM pd_auth_user u
            WHERE u.id = CAST(%1$s AS SIGNED) AND CONCAT(u.id, '') COLLATE utf8mb4_general_ci = %1$s""";

    private Users() {}

    /**
     * The user has this in the name; no condition where it is null or empty.
     *
     * @param idColumn the column that holds the id
     */
    public static Conditions named(String idColumn, @Nullable String name) {
        var user = Join.to("pd_auth_user", HAS_ID.formatted(idColumn));
        return new Conditions().exists(user, new Conditions().contains("u.name", name));
    }
}
