package ai.finai.generator;

/** Names of people and firms, put together from lists; any likeness is chance. */
final class Names {

    /** How people of a country write. The first four are the languages in which purposes are given, in that order. */
    enum Script {
        ENGLISH(
                " ",
                "Olivia,Liam,Emma,Noah,Ava,Mason,Ruth,Caleb,Grace,Wyatt,Nora,Owen,Hazel,Dylan,Ivy,Marcus,Joan,Peter,Alice,George",
                "Hartwell,Brennan,Okafor,Castillo,Whitfield,Nguyen,Delgado,Ashby,Kowalczyk,Fairburn,Mercer,Langley,Osborne,Pruitt,Tanaka,Voss,Whelan,Yates,Abbott,Crane,D'Arcy,O'Neill,Sandoval,Thorne"),
        GERMAN(
                " ",
                "Jürgen,Anke,Björn,Käthe,Lukas,Mia,Sören,Ulrike,Günter,Heidi,Jonas,Frieda,Matthias,Änne,Till,Rosa",
                "Müller,Schäfer,Weiß,Großmann,Brandt,Köhler,Zürcher,Lüthi,Baumgärtner,Vogt,Huber,Ammann,Jäger,Stößel,Lindner,Kraus"),
        FRENCH(
                " ",
                "Chloé,Émile,Hélène,Loïc,Zoé,François,Amélie,Gaël,Noémie,Rémi,Inès,Théo,Margaux,Benoît",
                "Lefèvre,Dubois,Garçon,Béranger,Moreau,L'Hôpital,Fournier,Guérin,Marchand,Pérez,Lacroix,Delaunay,Benoît,Chevalier"),
        JAPANESE(" ", "蓮,陽菜,大翔,結衣,悠真,さくら,健太,美咲,翔太,愛,直樹,由美", "佐藤,鈴木,高橋,田中,渡辺,伊藤,山本,中村,小林,加藤,吉田,山田"),
        ARABIC(
                " ",
                "محمد,فاطمة,أحمد,نورة,يوسف,مريم,خالد,سارة,عبدالله,ليلى",
                "العتيبي,الصباح,المطيري,العنزي,الرشيدي,الخالدي,الهاجري,الكندري"),
        DEVANAGARI(
                " ", "आरव,अनन्या,विवान,दीया,अर्जुन,मीरा,रोहन,कविता", "शर्मा,पटेल,सिंह,गुप्ता,रेड्डी,नायर,जोशी,मेहता"),
        SPANISH(
                " ",
                "José,María,Íñigo,Lucía,Andrés,Sofía,Joaquín,Inés,Raúl,Belén",
                "Núñez,García,Peña,Ibáñez,Muñoz,Rodríguez,Ordóñez,Vázquez"),
        POLISH(
                " ",
                "Łukasz,Zofia,Michał,Małgorzata,Paweł,Agnieszka,Stanisław,Żaneta",
                "Wiśniewska,Dąbrowski,Wójcik,Łęcki,Kaźmierczak,Zając,Król,Górski"),
        CHINESE("", "王,李,張,陳,黃,林,周,吳", "偉明,淑芬,家豪,雅婷,志強,美玲,俊傑,嘉欣");

        final Text[] first;
        final Text[] last;

        Script(String between, String first, String last) {
            this.first = Text.list(first, between);
            this.last = Text.list(last, "");
        }
    }

    static final Text[] FIRMS = Text.list(
            "Northgate,Blue Harbor,Silverline,Alder & Sons,Kestrel,Meridian,Oakfield,Redwood,Stella,Three Rivers,Union,Vega,Westbrook,Café Morgen,Zénith,Água Clara,Sunrise,Copper Hill,Ironbridge,Lakeside,Maple Street,Old Mill,Pioneer,Quarry",
            " ");
    static final Text[] SHOPS = Text.list(
            "Bakery,Grocers,Car Wash,Pharmacy,Books,Diner,Hardware,Florist,Laundry,Butcher,Kiosk,Barbers,Bistro,Market,Shoes,Garage",
            "");
    static final Text[] COMPANIES = Text.list(
            "Logistics Ltd,Trading Inc,Systems GmbH,Foods SA,Holdings,Engineering KG,Textiles Ltd,Pharma AG,Media Inc,Steelworks",
            "");
    static final Text[] INSTITUTIONS =
            Text.list("Energy,Water,Telecom,Insurance,Housing,Pension Fund,Revenue Office,Credit,Motors,Brokerage", "");

    private Names() {}
}
