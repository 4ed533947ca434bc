package com.pinda.aggregation.local.workload;

import com.pinda.aggregation.local.workload.Network.Org;
import java.sql.SQLException;
import java.time.Duration;

/** Logins of couriers and check-ins of the dispatch scheduler. */
final class Noise {

    private static final Duration SPREAD = Duration.ofMinutes(2);
    private static final String LOGIN = """
            UPDATE pd_auth_user SET last_login_time = ?, password_error_num = 0 WHERE id = ?
            """;
    private static final String WRONG_PASSWORD = """
            UPDATE pd_auth_user SET password_error_last_time = ?, password_error_num = password_error_num + 1 WHERE id = ?
            """;
    private static final String REGISTER = """
            INSERT IGNORE INTO QRTZ_SCHEDULER_STATE (SCHED_NAME, INSTANCE_NAME, LAST_CHECKIN_TIME, CHECKIN_INTERVAL)
            VALUES ('RenrenScheduler', ?, ?, 15000)
            """;
    private static final String CHECK_IN = """
            UPDATE QRTZ_SCHEDULER_STATE SET LAST_CHECKIN_TIME = ?
            WHERE SCHED_NAME = 'RenrenScheduler' AND INSTANCE_NAME = ?
            """;
    private static final String INSTANCE = "dispatch-";
    private static final int INSTANCES = 2;

    private final World world;
    private final Draw draw;

    Noise(World world, Draw draw) {
        this.world = world;
        this.draw = draw;
    }

    /** Makes the rows that the scheduler updates. */
    void prepare() throws SQLException {
        for (int i = 1; world.settings().noise().quartzPerOrder() > 0 && i <= INSTANCES; i++) {
            world.services()
                    .dispatch()
                    .update(REGISTER, INSTANCE + i, world.timeline().now());
        }
    }

    /** Plans the noise that goes with one order. */
    void aroundAnOrder() {
        var settings = world.settings().noise();
        int logins = draw.times(settings.loginsPerOrder());
        for (int i = 0; i < logins; i++) {
            soon(this::login);
        }
        int checkIns = draw.times(settings.quartzPerOrder());
        for (int i = 0; i < checkIns; i++) {
            soon(this::checkIn);
        }
    }

    private void soon(Call event) {
        world.timeline().after(Duration.ofMillis(draw.between(0, (int) SPREAD.toMillis())), event);
    }

    private void login() throws SQLException {
        Org outlet = draw.oneOf(world.network().outlets());
        var courier = draw.oneOf(world.network().couriersOf(outlet));
        var sql = draw.chance(0.05) ? WRONG_PASSWORD : LOGIN;
        world.services().auth().update(sql, world.timeline().time(), Long.valueOf(courier.id()));
    }

    private void checkIn() throws SQLException {
        world.services().dispatch().update(CHECK_IN, world.timeline().now(), INSTANCE + draw.between(1, INSTANCES));
    }
}
