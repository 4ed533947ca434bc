package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.MySqlType;
import org.jspecify.annotations.Nullable;

/**
 * A column as the source's information_schema describes it.
 *
 * @param type its MySQL type
 * @param charset MySQL's name of the character set of its text; null where it has none
 * @param key whether it is part of the key
 * @param captured whether it is in the topics
 */
record Column(String name, MySqlType type, @Nullable String charset, boolean key, boolean captured) {}
