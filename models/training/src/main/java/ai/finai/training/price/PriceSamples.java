package ai.finai.training.price;

import ai.finai.events.Hashes;
import ai.finai.models.market.BarFeatures;
import ai.finai.models.market.BarHistory;
import ai.finai.models.market.Gaps;
import ai.finai.models.market.MarketFeature;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * Windows of bars, each with the return of the bar that follows it, in the order of time. A window's features are computed
 * bar by bar, from the bar and those before it, by the class that serves: what follows is the target's, and nowhere else.
 */
public final class PriceSamples {

    private final int length;
    private final List<Series> series;
    private final int[] ofSeries;
    private final int[] ends;
    private final long[] times;
    private final long[] distinct;
    private final String sha256;

    /**
     * A symbol, bar by bar, without its first, which has no features.
     *
     * @param features {@link MarketFeature#COUNT} a bar
     * @param returns log return of each bar
     */
    private record Series(String symbol, long[] start, float[] features, double[] returns) {}

    private record Place(int series, int end, long time) {}

    private PriceSamples(int length, long interval, List<Series> series, String sha256) {
        this.length = length;
        this.series = series;
        this.sha256 = sha256;
        List<Place> places = new ArrayList<>();
        for (int s = 0; s < series.size(); s++) {
            long[] start = series.get(s).start();
            for (int end = length - 1; end + 1 < start.length; end++) {
                if (Gaps.canBeForetold(interval, start[end] + interval, start[end + 1])) {
                    places.add(new Place(s, end, start[end + 1]));
                }
            }
        }
        places.sort(Comparator.comparingLong(Place::time).thenComparingInt(Place::series));
        ofSeries = places.stream().mapToInt(Place::series).toArray();
        ends = places.stream().mapToInt(Place::end).toArray();
        times = places.stream().mapToLong(Place::time).toArray();
        distinct = Arrays.stream(times).distinct().toArray();
    }

    /**
     * @param bars of each symbol; bars that cannot be, such as those without a price, are passed over
     * @param length bars in a window
     * @param interval of a bar, milliseconds; a bar that the job would not foretell, as {@link Gaps} says, is no target
     */
    public static PriceSamples of(List<SymbolBars> bars, int length, long interval) {
        MessageDigest digest = Hashes.sha256();
        List<Series> series = new ArrayList<>();
        for (SymbolBars symbol : bars) {
            series.add(series(symbol));
            hash(symbol, digest);
        }
        return new PriceSamples(length, interval, series, HexFormat.of().formatHex(digest.digest()));
    }

    private static Series series(SymbolBars bars) {
        BarHistory history = new BarHistory();
        long[] start = new long[bars.size()];
        double[] returns = new double[bars.size()];
        float[] features = new float[bars.size() * MarketFeature.COUNT];
        int rows = 0;
        double before = Double.NaN;
        for (int i = 0; i < bars.size(); i++) {
            boolean known = history.known();
            boolean has = BarFeatures.next(
                    history,
                    bars.open()[i],
                    bars.high()[i],
                    bars.low()[i],
                    bars.close()[i],
                    bars.volume()[i],
                    features,
                    rows * MarketFeature.COUNT);
            if (has) {
                start[rows] = bars.start()[i];
                returns[rows] = Math.log(bars.close()[i] / before);
                rows++;
            }
            if (has || !known && history.known()) {
                before = bars.close()[i];
            }
        }
        return new Series(
                bars.symbol(),
                Arrays.copyOf(start, rows),
                Arrays.copyOf(features, rows * MarketFeature.COUNT),
                Arrays.copyOf(returns, rows));
    }

    private static void hash(SymbolBars bars, MessageDigest digest) {
        digest.update(bars.symbol().getBytes(StandardCharsets.UTF_8));
        ByteBuffer numbers = ByteBuffer.allocate(bars.size() * 6 * Double.BYTES);
        for (int i = 0; i < bars.size(); i++) {
            numbers.putLong(bars.start()[i])
                    .putDouble(bars.open()[i])
                    .putDouble(bars.high()[i])
                    .putDouble(bars.low()[i])
                    .putDouble(bars.close()[i])
                    .putDouble(bars.volume()[i]);
        }
        digest.update(numbers.array());
    }

    /** How many windows there are. */
    public int size() {
        return ends.length;
    }

    /** Bars in a window. */
    public int length() {
        return length;
    }

    /** How many symbols there are, whether or not they have a window. */
    public int symbols() {
        return series.size();
    }

    public String symbol(int place) {
        return series.get(place).symbol();
    }

    /** The place of a sample's symbol, from 0. */
    public int symbolOf(int sample) {
        return ofSeries[sample];
    }

    /** When the bar that is to be foretold begins: milliseconds since 1970-01-01T00:00:00Z; does not fall. */
    public long time(int sample) {
        return times[sample];
    }

    /** The times of all samples, each once, rising. */
    public long[] times() {
        return distinct.clone();
    }

    /** The first sample at or after a time; {@link #size} if there is none. */
    public int firstFrom(long time) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Log return of the bar after the window. */
    public double target(int sample) {
        return series.get(ofSeries[sample]).returns()[ends[sample] + 1];
    }

    /** Log return of the window's last bar. */
    public double last(int sample) {
        return series.get(ofSeries[sample]).returns()[ends[sample]];
    }

    /** Features in which the window lies, to be read only. */
    public float[] features(int sample) {
        return series.get(ofSeries[sample]).features();
    }

    /** Where in {@link #features} the window begins. */
    public int offset(int sample) {
        return (ends[sample] - length + 1) * MarketFeature.COUNT;
    }

    /** Volatility of the window's last bar: how far the next one is expected to go, by what went before alone. */
    public float volatility(int sample) {
        return features(sample)[ends[sample] * MarketFeature.COUNT + MarketFeature.VOLATILITY.ordinal()];
    }

    /** Log returns of a symbol, bar by bar. */
    double[] returns(int symbol) {
        return series.get(symbol).returns();
    }

    /** The window's last bar, as a place in {@link #returns}. */
    int end(int sample) {
        return ends[sample];
    }

    /** Of all bars, lower-case hex. */
    public String sha256() {
        return sha256;
    }
}
