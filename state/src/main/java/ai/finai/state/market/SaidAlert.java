package ai.finai.state.market;

/**
 * That something was said of what news brought about.
 *
 * @param newsId the news with which it came about
 * @param published its event time
 * @param revision how often something was said of it
 */
public record SaidAlert(String newsId, long published, int revision) {}
