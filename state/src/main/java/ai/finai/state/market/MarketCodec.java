package ai.finai.state.market;

import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.market.NewsItem;
import ai.finai.events.market.PriceBar;
import ai.finai.events.market.ScoredNews;
import ai.finai.events.market.Sentiment;
import ai.finai.events.market.Split;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import java.util.ArrayList;
import java.util.List;

/** Events of the market as bytes, on their way and while they wait. A change of these bytes is a change of formats. */
public final class MarketCodec {

    private MarketCodec() {}

    public static void write(CompactWriter out, PriceBar bar) {
        out.writeString(bar.symbol());
        out.writeSigned(bar.start());
        out.writeSigned(bar.interval());
        out.writeDouble(bar.open());
        out.writeDouble(bar.high());
        out.writeDouble(bar.low());
        out.writeDouble(bar.close());
        out.writeSigned(bar.volume());
        out.writeString(bar.currency());
        write(out, bar.origin());
    }

    public static PriceBar readBar(CompactReader in) {
        return new PriceBar(
                in.readRepeatedText(),
                in.readSigned(),
                in.readSigned(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readSigned(),
                in.readRepeatedText(),
                readOrigin(in));
    }

    public static void write(CompactWriter out, NewsItem news) {
        out.writeString(news.id());
        out.writeSigned(news.published());
        out.writeString(news.headline());
        out.writeString(news.body());
        out.writeString(news.source());
        out.writeSigned(news.symbols().size());
        news.symbols().forEach(out::writeString);
        write(out, news.origin());
    }

    public static NewsItem readNews(CompactReader in) {
        return new NewsItem(
                in.readText(),
                in.readSigned(),
                in.readText(),
                in.readString(),
                in.readRepeated(),
                readTexts(in),
                readOrigin(in));
    }

    private static List<String> readTexts(CompactReader in) {
        int count = (int) in.readSigned();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.readRepeatedText());
        }
        return texts;
    }

    public static void write(CompactWriter out, ScoredNews scored) {
        write(out, scored.news());
        Sentiment sentiment = scored.sentiment();
        out.writeByte(sentiment == null ? 0 : 1);
        if (sentiment != null) {
            out.writeDouble(sentiment.negative());
            out.writeDouble(sentiment.neutral());
            out.writeDouble(sentiment.positive());
        }
        ModelName model = scored.model();
        out.writeByte(model == null ? 0 : 1);
        if (model != null) {
            out.writeString(model.name());
            out.writeString(model.version());
            out.writeString(model.sha256());
        }
    }

    public static ScoredNews readScoredNews(CompactReader in) {
        NewsItem news = readNews(in);
        Sentiment sentiment = in.readByte() == 0
                ? null
                : new Sentiment((float) in.readDouble(), (float) in.readDouble(), (float) in.readDouble());
        ModelName model = in.readByte() == 0
                ? null
                : new ModelName(in.readRepeatedText(), in.readRepeatedText(), in.readRepeatedText());
        return new ScoredNews(news, sentiment, model);
    }

    public static void write(CompactWriter out, Split split) {
        out.writeString(split.symbol());
        out.writeSigned(split.effective());
        out.writeDouble(split.ratio());
        write(out, split.origin());
    }

    public static Split readSplit(CompactReader in) {
        return new Split(in.readRepeatedText(), in.readSigned(), in.readDouble(), readOrigin(in));
    }

    private static void write(CompactWriter out, Origin origin) {
        out.writeString(origin.source());
        out.writeSigned(origin.partition());
        out.writeSigned(origin.offset());
    }

    private static Origin readOrigin(CompactReader in) {
        return new Origin(in.readRepeatedText(), (int) in.readSigned(), in.readSigned());
    }
}
