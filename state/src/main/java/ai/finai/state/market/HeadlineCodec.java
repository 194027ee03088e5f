package ai.finai.state.market;

import ai.finai.events.ModelName;
import ai.finai.events.Origin;
import ai.finai.events.market.MarketAlert;
import ai.finai.state.CompactReader;
import ai.finai.state.CompactWriter;
import org.jspecify.annotations.Nullable;

/**
 * News in bytes. A model that read the news before too is not written again, nor is its place's source: one of these writes
 * or reads the news of one entry, in order.
 */
final class HeadlineCodec {

    private static final int SENTIMENT = 1;
    private static final int NEW_MODEL = 2;
    private static final int NEW_SOURCE = 4;

    private @Nullable ModelName model;
    private String source = "";

    void write(MarketAlert.Headline news, CompactWriter out) {
        ModelName by = news.model();
        Double sentiment = news.sentiment();
        boolean newModel = by != null && !by.equals(model);
        boolean newSource = !news.source().source().equals(source);
        int read = by == null || sentiment == null ? 0 : SENTIMENT;
        out.writeByte(read | (newModel ? NEW_MODEL : 0) | (newSource ? NEW_SOURCE : 0));
        out.writeString(news.newsId());
        out.writeSigned(news.published());
        out.writeString(news.headline());
        out.writeString(news.publisher());
        if (by != null && sentiment != null) {
            out.writeInt(Float.floatToIntBits(sentiment.floatValue()));
        }
        if (by != null && newModel) {
            model = by;
            out.writeString(by.name());
            out.writeString(by.version());
            out.writeString(by.sha256());
        }
        if (newSource) {
            source = news.source().source();
            out.writeString(source);
        }
        out.writeInt(news.source().partition());
        out.writeSigned(news.source().offset());
    }

    MarketAlert.Headline read(CompactReader in) {
        int flags = in.readByte();
        String newsId = in.readText();
        long published = in.readSigned();
        String headline = in.readText();
        String publisher = in.readRepeated();
        boolean read = (flags & SENTIMENT) != 0;
        Double sentiment = read ? (double) Float.intBitsToFloat(in.readInt()) : null;
        if ((flags & NEW_MODEL) != 0) {
            model = new ModelName(in.readRepeatedText(), in.readRepeatedText(), in.readRepeatedText());
        }
        if ((flags & NEW_SOURCE) != 0) {
            source = in.readRepeatedText();
        }
        Origin origin = new Origin(source, in.readInt(), in.readSigned());
        return new MarketAlert.Headline(newsId, published, headline, publisher, sentiment, read ? model : null, origin);
    }
}
