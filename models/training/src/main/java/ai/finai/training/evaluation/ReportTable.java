package ai.finai.training.evaluation;

import java.util.List;

/** A table of the report: a caption, headers of columns, and a header in each row. */
final class ReportTable {

    private final StringBuilder html = new StringBuilder();

    /** @param headers of the columns, the rows' own first; numbers stand right below all but it */
    ReportTable(String caption, List<String> headers) {
        html.append("<div class=\"wide\"><table>\n<caption>")
                .append(Html.escaped(caption))
                .append("</caption>\n<thead><tr>");
        headers.forEach(header ->
                html.append("<th scope=\"col\">").append(Html.escaped(header)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
    }

    ReportTable row(String header, List<String> cells) {
        html.append("<tr><th scope=\"row\">").append(Html.escaped(header)).append("</th>");
        cells.forEach(cell -> html.append("<td>").append(Html.escaped(cell)).append("</td>"));
        html.append("</tr>\n");
        return this;
    }

    String html() {
        return html + "</tbody></table></div>\n";
    }
}
