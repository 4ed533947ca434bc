package com.pinda.aggregation.query.page;

import com.pinda.aggregation.query.access.Mask;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes items over, with their texts as the caller may see them. */
final class MaskedItem {

    private MaskedItem() {}

    static <T extends Record> T of(T item, Class<T> type, Mask mask) {
        if (mask == Mask.NONE) {
            return item;
        }
        var components = type.getRecordComponents();
        try {
            var values = new @Nullable Object[components.length];
            for (int i = 0; i < components.length; i++) {
                values[i] = shown(components[i], item, mask);
            }
            var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot mask " + type.getSimpleName(), e);
        }
    }

    private static @Nullable Object shown(RecordComponent component, Record item, Mask mask)
            throws ReflectiveOperationException {
        var accessor = component.getAccessor();
        accessor.setAccessible(true);
        var value = accessor.invoke(item);
        return value instanceof String text ? mask.shown(Root.column(component.getName()), text) : value;
    }
}
