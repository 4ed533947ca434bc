package com.pinda.aggregation.query.access;

import com.pinda.aggregation.schema.Sensitivity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of a view's values not everybody may see. It is asked for with each value that is shown.
 *
 * @param spots what stands at each path, with all that is below it; what is neither there nor part of what is there may
 *     be of anything
 */
record Sensitive(Map<String, Spot> spots) {

    /** Nothing is known. */
    static final Sensitive UNKNOWN = new Sensitive(Map.of());

    Sensitive {
        spots = Map.copyOf(spots);
    }

    /**
     * What stands at a path.
     *
     * @param worst the most sensitive of the columns that it is made of
     * @param kind what its sensitive columns hold
     */
    record Spot(Sensitivity worst, Kind kind) {

        private static final Spot HARMLESS = new Spot(Sensitivity.NONE, Kind.OTHER);

        Spot and(Spot other) {
            if (other.worst == Sensitivity.NONE) {
                return this;
            }
            if (worst == Sensitivity.NONE) {
                return other;
            }
            return new Spot(
                    worst.compareTo(other.worst) > 0 ? worst : other.worst, kind == other.kind ? kind : Kind.OTHER);
        }
    }

    /**
     * Of one view.
     *
     * @param origins by path, the columns as {@code copy.column}
     * @param columns those that are sensitive
     */
    static Sensitive of(Map<String, List<String>> origins, Map<String, Sensitivity> columns) {
        var spots = new HashMap<String, Spot>();
        origins.forEach((path, of) -> {
            var spot = of.stream()
                    .map(column -> spot(column, columns.getOrDefault(column, Sensitivity.NONE)))
                    .reduce(Spot.HARMLESS, Spot::and);
            spots.merge(path, spot, Spot::and);
            var part = new Spot(spot.worst, Kind.OTHER);
            for (int point = path.lastIndexOf('.'); point >= 0; point = path.lastIndexOf('.', point - 1)) {
                spots.merge(path.substring(0, point), part, Spot::and);
            }
        });
        return new Sensitive(spots);
    }

    private static Spot spot(String column, Sensitivity sensitivity) {
        return sensitivity == Sensitivity.NONE
                ? Spot.HARMLESS
                : new Spot(sensitivity, Kind.ofColumn(column.substring(column.indexOf('.') + 1)));
    }

    /** For who may not see personal data. */
    @Nullable String masked(String path, @Nullable String value) {
        if (value == null) {
            return null;
        }
        var spot = at(path);
        if (spot.isEmpty() || spot.get().worst == Sensitivity.SECRET) {
            return Kind.OTHER.masked(value);
        }
        return spot.get().worst == Sensitivity.NONE ? value : spot.get().kind.masked(value);
    }

    /** For who may see personal data: secrets are shown to nobody. */
    @Nullable String withoutSecrets(String path, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return isSecret(path) ? Kind.OTHER.masked(value) : value;
    }

    /** Whether it is shown to nobody. */
    boolean isSecret(String path) {
        return at(path).filter(spot -> spot.worst == Sensitivity.SECRET).isPresent();
    }

    /** Whether it is shown to those only who may see personal data, or to nobody. */
    boolean isSensitive(String path) {
        return at(path).filter(spot -> spot.worst == Sensitivity.NONE).isEmpty();
    }

    /** What is at the path, with all that is below it; else what it is part of. */
    private Optional<Spot> at(String path) {
        var found = spots.get(path);
        var point = path.lastIndexOf('.');
        return found != null || point < 0 ? Optional.ofNullable(found) : at(path.substring(0, point));
    }
}
