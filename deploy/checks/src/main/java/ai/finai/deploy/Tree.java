package ai.finai.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document as plain maps, lists and scalars, that knows where each of its values was written. Paths are JSON
 * pointers (RFC 6901): {@code /spec/job/args/0}.
 *
 * <p>It is changed in place by patches; a value then has the patch's place.
 */
final class Tree {

    private final @Nullable Object value;
    private final TreeMap<String, Place> places;

    /** @param places by path; that of the whole document, {@code ""}, is there */
    Tree(@Nullable Object value, Map<String, Place> places) {
        this.value = value;
        this.places = new TreeMap<>(places);
    }

    @Nullable
    Object value() {
        return value;
    }

    Map<String, Place> places() {
        return places;
    }

    Tree copy() {
        return new Tree(copyOf(value), places);
    }

    /** @return null if there is nothing */
    @Nullable
    Object at(String pointer) {
        Object found = value;
        for (String key : keys(pointer)) {
            found = child(found, key);
        }
        return found;
    }

    /** The pointers to the items of the list there; empty if there is none. */
    List<String> items(String pointer) {
        List<String> items = new ArrayList<>();
        if (at(pointer) instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                items.add(pointer + '/' + i);
            }
        }
        return items;
    }

    /** Of the value there, or of the nearest that encloses it. */
    Place place(String pointer) {
        for (String path = pointer; ; path = path.substring(0, path.lastIndexOf('/'))) {
            Place place = places.get(path);
            if (place != null) {
                return place;
            }
            if (path.isEmpty()) {
                throw new IllegalStateException("a document without a place");
            }
        }
    }

    /** Forgets where what is below a path was written, and takes it from another tree. */
    void movePlaces(String pointer, Tree from, String fromPointer) {
        forgetPlaces(pointer);
        from.places.forEach((path, place) -> {
            if (path.equals(fromPointer) || path.startsWith(fromPointer + '/')) {
                places.put(pointer + path.substring(fromPointer.length()), place);
            }
        });
    }

    void forgetPlaces(String pointer) {
        places.keySet().removeIf(path -> path.equals(pointer) || path.startsWith(pointer + '/'));
    }

    static String child(String pointer, String key) {
        return pointer + '/' + key.replace("~", "~0").replace("/", "~1");
    }

    static List<String> keys(String pointer) {
        List<String> keys = new ArrayList<>();
        if (!pointer.isEmpty()) {
            for (String key : pointer.substring(1).split("/", -1)) {
                keys.add(key.replace("~1", "/").replace("~0", "~"));
            }
        }
        return keys;
    }

    private static @Nullable Object child(@Nullable Object parent, String key) {
        if (parent instanceof Map<?, ?> map) {
            return map.get(key);
        }
        if (parent instanceof List<?> list && key.matches("\\d{1,6}")) {
            int index = Integer.parseInt(key);
            return index < list.size() ? list.get(index) : null;
        }
        return null;
    }

    static @Nullable Object copyOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> copy.put(String.valueOf(key), copyOf(child)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(child -> copy.add(copyOf(child)));
            return copy;
        }
        return value;
    }

    @SuppressWarnings("unchecked") // every map here is made by this package
    static Map<String, @Nullable Object> map(Object value) {
        return (Map<String, @Nullable Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<@Nullable Object> list(Object value) {
        return (List<@Nullable Object>) value;
    }
}
