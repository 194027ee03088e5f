/** How Flink moves and keeps what flows: type information and serializers, none of them by reflection on unknown classes. */
@NullMarked
package ai.finai.operators.types;

import org.jspecify.annotations.NullMarked;
