package ai.finai.generator.market.news;

import java.util.Locale;

/** What a company does: it has names and headlines of its own. */
public enum Sector {
    TECHNOLOGY("Systems", "Software", "Networks", "Semiconductors", "Robotics"),
    PHARMA("Therapeutics", "Pharma", "Biosciences", "Diagnostics"),
    BANK("Bancorp", "Financial", "Capital", "Insurance Group"),
    ENERGY("Energy", "Petroleum", "Power", "Renewables"),
    RETAIL("Stores", "Brands", "Foods", "Apparel"),
    INDUSTRY("Industries", "Aerospace", "Materials", "Logistics", "Motors");

    private final String[] suffixes;

    Sector(String... suffixes) {
        this.suffixes = suffixes;
    }

    String suffix(int number) {
        return suffixes[number % suffixes.length];
    }

    /** As the rules of the grammar name it. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
