package com.pinda.aggregation.local.workload;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The components of the settings, and of the records in them, by name: {@code doorPickup} is {@code door-pickup}. */
final class Knobs {

    private Knobs() {}

    static Map<String, String> of(Record settings) {
        var knobs = new LinkedHashMap<String, String>();
        for (var component : settings.getClass().getRecordComponents()) {
            var value = value(settings, component);
            if (value instanceof Record group) {
                knobs.putAll(of(group));
            } else {
                knobs.put(name(component), value.toString());
            }
        }
        return knobs;
    }

    static WorkloadSettings turn(WorkloadSettings settings, String knob, String value) {
        if (!of(settings).containsKey(knob)) {
            throw new IllegalArgumentException("no knob is called " + knob + "; there are "
                    + String.join(", ", of(settings).keySet()));
        }
        return copy(settings, knob, value);
    }

    private static <R extends Record> R copy(R group, String knob, String value) {
        var components = group.getClass().getRecordComponents();
        var values = Stream.of(components)
                .map(component -> {
                    var old = value(group, component);
                    if (old instanceof Record inner) {
                        return copy(inner, knob, value);
                    }
                    return name(component).equals(knob) ? parse(knob, component.getType(), value) : old;
                })
                .toArray();
        try {
            @SuppressWarnings("unchecked") // the class of a record is the class of its copy
            var type = (Class<R>) group.getClass();
            return type.getDeclaredConstructor(
                            Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new))
                    .newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    e.getCause() == null ? knob : e.getCause().getMessage(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot set " + knob, e);
        }
    }

    private static Object parse(String knob, Class<?> type, String value) {
        try {
            if (type == boolean.class) {
                return switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(knob + " must be true or false, not " + value);
                };
            }
            if (type == int.class) {
                return Integer.valueOf(value);
            }
            return type == long.class ? (Object) Long.valueOf(value) : (Object) Double.valueOf(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(knob + " must be a number, not " + value, e);
        }
    }

    private static Object value(Record group, RecordComponent component) {
        try {
            return component.getAccessor().invoke(group);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
