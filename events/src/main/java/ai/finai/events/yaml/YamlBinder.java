package ai.finai.events.yaml;

import ai.finai.events.Money;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns nodes into values of Java types. Returns null exactly where it noted an error. */
final class YamlBinder {

    private static final Pattern WHOLE = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?");

    private YamlBinder() {}

    static <T extends Record> @Nullable T bindRecord(YamlNode node, Class<T> type, Map<String, ?> defaults) {
        int errorsBefore = node.document().errorCount();
        RecordComponent[] components = type.getRecordComponents();
        Map<String, YamlNode> entries = node.entries();
        if (!node.isMapping()) {
            return null;
        }
        node.onlyKeys(Arrays.stream(components).map(RecordComponent::getName).toList());
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            values[i] = component(node, components[i], entries, defaults.get(components[i].getName()));
        }
        return node.document().errorCount() > errorsBefore ? null : construct(node, type, components, values);
    }

    private static @Nullable Object component(
            YamlNode node, RecordComponent component, Map<String, YamlNode> entries, @Nullable Object preset) {
        YamlNode child = entries.get(component.getName());
        if (child != null && !child.isNull()) {
            return bind(child, component.getGenericType(), preset);
        }
        if (preset != null || component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            return preset;
        }
        node.error(component.getName(), child == null ? "missing" : "has no value");
        return null;
    }

    /** The default of each component is what it is in another instance. */
    static Map<String, Object> components(Record instance) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : instance.getClass().getRecordComponents()) {
            try {
                Method accessor = component.getAccessor();
                accessor.setAccessible(true);
                Object value = accessor.invoke(instance);
                if (value != null) {
                    values.put(component.getName(), value);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return values;
    }

    private static <T extends Record> @Nullable T construct(
            YamlNode node, Class<T> type, RecordComponent[] components, @Nullable Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof InvalidValues invalid) {
                invalid.problems().forEach(problem -> node.error(problem.component(), problem.sentence()));
                return null;
            }
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                node.error(String.valueOf(invalid.getMessage()));
                return null;
            }
            throw new IllegalStateException("constructor of " + type.getName(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot construct " + type.getName(), e);
        }
    }

    @SuppressWarnings("unchecked")
    static @Nullable Object bind(YamlNode node, Type type, @Nullable Object preset) {
        if (type instanceof ParameterizedType generic) {
            return bindGeneric(node, generic);
        }
        Class<?> declared = (Class<?>) type;
        // Of an interface the default says which record it is.
        Class<?> plain = declared.isInterface() && preset instanceof Record ? preset.getClass() : declared;
        if (plain == YamlNode.class) {
            return node;
        }
        Method parse = parseMethod(plain);
        if (plain.isRecord() && parse == null && plain != Money.class) {
            Map<String, ?> defaults = preset == null ? Map.of() : components((Record) preset);
            return bindRecord(node, (Class<? extends Record>) plain, defaults);
        }
        String text = node.text();
        if (text == null) {
            return null;
        }
        try {
            return plain.isEnum() ? constant(text, (Class<? extends Enum<?>>) plain) : scalar(node, text, plain, parse);
        } catch (IllegalArgumentException e) {
            node.error(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Object bindGeneric(YamlNode node, ParameterizedType type) {
        Type[] arguments = type.getActualTypeArguments();
        Type element = arguments[arguments.length - 1];
        int errorsBefore = node.document().errorCount();
        if (type.getRawType() == Map.class && arguments[0] == String.class) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.entries().forEach((key, child) -> {
                Object value = bind(child, element, null);
                if (value != null) {
                    map.put(key, value);
                }
            });
            return node.document().errorCount() > errorsBefore ? null : Collections.unmodifiableMap(map);
        }
        List<Object> list = new ArrayList<>();
        for (YamlNode item : node.items()) {
            Object value = bind(item, element, null);
            if (value != null) {
                list.add(value);
            }
        }
        if (node.document().errorCount() > errorsBefore) {
            return null;
        }
        if (type.getRawType() == List.class) {
            return List.copyOf(list);
        }
        if (type.getRawType() == Set.class) {
            return Collections.unmodifiableSet(new LinkedHashSet<>(list));
        }
        throw new IllegalStateException("no YAML for " + type);
    }

    private static Object constant(String text, Class<? extends Enum<?>> type) {
        String name = text.toUpperCase(Locale.ROOT).replace('-', '_');
        List<String> known = new ArrayList<>();
        for (Enum<?> constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
            known.add(constant.name());
        }
        throw new IllegalArgumentException(
                "unknown value '" + YamlNode.shown(text) + "'" + NearestWord.hint(text, known));
    }

    private static Object scalar(YamlNode node, String text, Class<?> type, @Nullable Method parse) {
        if (type == String.class) {
            return text;
        }
        if (type == boolean.class || type == Boolean.class) {
            expect(text, text.equals("true") || text.equals("false"), "true or false");
            return text.equals("true");
        }
        if (type == int.class || type == Integer.class || type == long.class || type == Long.class) {
            expect(text, WHOLE.matcher(text).matches(), "a whole number");
            long value = Long.parseLong(text);
            boolean small = type == int.class || type == Integer.class;
            expect(text, !small || value == (int) value, "a whole number of at most 2147483647");
            return small ? (Object) (int) value : (Object) value;
        }
        if (type == BigDecimal.class || type == double.class || type == Double.class) {
            expect(text, DECIMAL.matcher(text).matches(), "a decimal number");
            return type == BigDecimal.class ? (Object) new BigDecimal(text) : (Object) Double.parseDouble(text);
        }
        if (type == Duration.class) {
            return Durations.parse(text);
        }
        if (type == Money.class) {
            return money(text, node.currency());
        }
        if (type == Path.class) {
            return Path.of(text);
        }
        if (parse == null) {
            throw new IllegalStateException("no YAML for " + type);
        }
        try {
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw new IllegalArgumentException(cause.getMessage(), cause);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot call " + parse, e);
        }
    }

    private static Money money(String text, @Nullable String currency) {
        String[] parts = text.split(" ", 2);
        expect(
                text,
                DECIMAL.matcher(parts[0]).matches() && (parts.length == 2 || currency != null),
                currency == null ? "an amount such as \"10000.00 USD\"" : "an amount such as \"10000.00\"");
        String written = parts.length == 2 ? parts[1] : String.valueOf(currency);
        expect(text, currency == null || written.equals(currency), "an amount of " + currency);
        try {
            return Money.of(parts[0], written);
        } catch (IllegalArgumentException e) {
            String message = e.getMessage();
            throw new IllegalArgumentException(
                    message == null ? "'" + YamlNode.shown(written) + "' is not an ISO 4217 currency" : message, e);
        }
    }

    private static void expect(String text, boolean good, String expected) {
        if (!good) {
            throw new IllegalArgumentException("expected " + expected + ", found '" + YamlNode.shown(text) + "'");
        }
    }

    /** The public static {@code parse(String)} or {@code parse(CharSequence)} that gives the type. */
    private static @Nullable Method parseMethod(Class<?> type) {
        for (Class<?> parameter : List.of(String.class, CharSequence.class)) {
            try {
                Method method = type.getMethod("parse", parameter);
                if (Modifier.isStatic(method.getModifiers()) && method.getReturnType() == type) {
                    return method;
                }
            } catch (NoSuchMethodException e) {
                continue;
            }
        }
        return null;
    }
}
