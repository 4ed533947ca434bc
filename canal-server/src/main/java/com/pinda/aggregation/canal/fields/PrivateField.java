package com.pinda.aggregation.canal.fields;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Fields that canal's classes keep to themselves, and that nothing of theirs hands out as they are. */
public final class PrivateField {

    private PrivateField() {}

    /**
     * A way to a field; kept in a constant it costs no more than the field itself.
     *
     * @throws ExceptionInInitializerError where this version of canal has no such field
     */
    public static VarHandle of(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
