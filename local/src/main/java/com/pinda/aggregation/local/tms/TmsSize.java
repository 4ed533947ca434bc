package com.pinda.aggregation.local.tms;

/**
 * How large the carrier is.
 *
 * @param branches branch companies, one a province (1 to 31)
 * @param secondLevelHubs second-level hubs under each first-level hub; a branch has one or two of the latter
 * @param outlets outlets under each second-level hub
 * @param trucks trucks, each with its driver, at each hub of either level
 * @param cities cities of each province (of which there are always 31)
 * @param counties counties of each city
 */
public record TmsSize(int branches, int secondLevelHubs, int outlets, int trucks, int cities, int counties) {

    /** Checks the ranges. */
    public TmsSize {
        range("branches", branches, 1, 31);
        range("secondLevelHubs", secondLevelHubs, 1, 9);
        range("outlets", outlets, 2, 50);
        range("trucks", trucks, 1, 500);
        range("cities", cities, 1, 90);
        range("counties", counties, 1, 90);
    }

    /** Three branches: about 100 outlets, 160 trucks, 300 lines; loaded in a second or two. */
    public static TmsSize small() {
        return ofBranches(3);
    }

    /** Fifteen branches. */
    public static TmsSize medium() {
        return ofBranches(15);
    }

    /** A branch in each of the 31 provinces. */
    public static TmsSize large() {
        return ofBranches(31);
    }

    /** The usual proportions for a number of branches. */
    public static TmsSize ofBranches(int branches) {
        return new TmsSize(branches, 3, 8, 10, 11, 8);
    }

    private static void range(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
