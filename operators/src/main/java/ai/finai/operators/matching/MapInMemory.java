package ai.finai.operators.matching;

import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.state.MapState;

/** What Flink's shared buffer takes for keyed state. */
final class MapInMemory<K, V> implements MapState<K, V> {

    private final Map<K, V> map;

    MapInMemory(Map<K, V> map) {
        this.map = map;
    }

    @Override
    @SuppressWarnings("NullAway") // the contract of MapState: null where there is none
    public V get(K key) {
        return map.get(key);
    }

    @Override
    public void put(K key, V value) {
        map.put(key, value);
    }

    @Override
    public void putAll(Map<K, V> all) {
        map.putAll(all);
    }

    @Override
    public void remove(K key) {
        map.remove(key);
    }

    @Override
    public boolean contains(K key) {
        return map.containsKey(key);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
        return map.entrySet();
    }

    @Override
    public Iterable<K> keys() {
        return map.keySet();
    }

    @Override
    public Iterable<V> values() {
        return map.values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
        return map.entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
        return map.isEmpty();
    }

    @Override
    public void clear() {
        map.clear();
    }
}
