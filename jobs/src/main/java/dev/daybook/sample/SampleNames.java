package dev.daybook.sample;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Invented people, firms and towns of a British chain of storage shops.
 */
final class SampleNames {
    static final List<String> SALESPEOPLE = lines("""
            Amelia Hartley
            Oliver Pike
            Priya Nair
            Callum McKenzie
            Siân O'Connor
            Zoë Whitlock
            Jürgen Weiß
            Michał Łukowski
            Renée D'Arcy
            Chloe Adeyemi
            George Turnbull
            Hannah Sørensen
            Imran Qureshi
            Isla Campbell
            Jack Thistlethwaite
            Kwame Boateng
            Lauren Fitzgerald
            Liam O'Neill
            Mairéad Gallagher
            Marcus Bell
            Megan Llewellyn
            Mohammed Rahman
            Naomi Clarke
            Niamh Byrne
            Noel Baptiste
            Óscar Núñez
            Poppy Sandford
            Rhys Pritchard
            Rosa Delgado
            Ruth Ackroyd
            Samuel Okafor
            Sophie Marchant
            Stuart Lockhart
            Tamsin Penrose
            Theo Kowalczyk
            Tom Bradshaw
            Victoria Hale
            Wei Chen
            Yasmin Begum
            Françoise Lambert
            """);

    /** Names that have broken an import somewhere: accents, commas, apostrophes, a word that means "absent". */
    private static final List<String> AWKWARD_CUSTOMERS = lines("""
            Müller & Söhne GmbH
            Café Zoë
            O'Brien's Bakery
            Harris, Webb & Partners
            Königsberg Optik
            Null & Sons Ltd
            St. John's Ambulance Depot, Hull
            D'Angelo & D'Angelo
            Smörgås Catering
            L'Étoile Bridal
            Beyoğlu Carpets
            Fish & Chips, Whitby
            Brontë Heritage Trust
            Peña-Castro Imports
            Łódź Street Motors
            Ångström Labs
            N. A. Vaughan
            B&B Self Storage
            Jones, Jones & Jones
            Señor Taco (Camden)
            Ó Súilleabháin Solicitors
            Tŷ Gwyn Farm
            Crème de la Crème Patisserie
            Åse Lindqvist Photography
            King's Lynn Port Authority
            Whitby Abbey Tea-Rooms
            Naïve Records
            Hôtel du Lac, Bath
            Straße 17 Bikes
            Dvořák Music School
            No. 42 Accountants
            Martín, López y Cía.
            Façade & Son
            Bury St Edmunds Rugby Club
            1st Stop Printing
            Gülsen's Kitchen
            Rhône Wines, Bristol
            Æther Games
            Mac an tSaoir Boats
            """);

    static final List<String> SURNAMES = words("""
            Abbott Ackroyd Aldridge Armitage Ashworth Atkinson Bairstow Barraclough Baxter Beckett
            Bellamy Birch Blackwood Booth Bowen Bradley Brennan Briggs Broadbent Buckley
            Burgess Burnett Calder Carrick Chadwick Chaudhry Cheung Clegg Coleman Cooper
            Copeland Crawford Croft Dalton Davies Dempsey Dhillon Dixon Drummond Duffy
            Eastwood Ellison Emery Fairbairn Farrow Fenwick Fletcher Forsyth Foster Fraser
            Garside Gibbons Gill Goddard Grainger Greaves Hadley Hardcastle Hargreaves Haworth
            Higgins Holroyd Hughes Iqbal Jarvis Jessop Kaur Keighley Kendrick Lambert
            Langley Latham Mackie Marsden Metcalfe Montague Mortimer Naylor Newbold Nuttall
            Ogden Okoro Oldroyd Padgett Patel Pemberton Penhaligon Pickles Quayle Ramsden
            Rawlinson Renshaw Sabherwal Shackleton Sutcliffe Tattersall Underwood Varley Whitaker Yardley
            """);

    static final List<String> TRADES = lines("""
            Accountants
            Architects
            Archive Services
            Art Supplies
            Auctions
            Bakery
            Books
            Brewery
            Builders
            Cameras
            Catering
            Computers
            Consulting
            Couriers
            Dairy
            Data Recovery
            Dental Care
            Design
            Electrical
            Engineering
            Estates
            Farm Shop
            Films
            Flooring
            Foods
            Furniture
            Garages
            Gardens
            Glass
            Haulage
            Insurance
            Interiors
            IT Support
            Joinery
            Lettings
            Marine
            Media
            Motors
            Opticians
            Packaging
            Pharmacy
            Photography
            Plumbing
            Printing
            Radio
            Recording Studios
            Removals
            Surveyors
            Textiles
            Travel
            """);

    static final List<String> ENDINGS = List.of(" Ltd", "", " & Sons", " Group");

    static final List<String> FIRST_NAMES = words("""
            Alison Ben Carys Dev Eilidh Farah Graham Helen Ian Joanne
            Kieran Lucy Martin Nadia Owen Paula Raj Sheila Tony Ursula
            """);

    static final List<String> TOWNS = lines("""
            Leeds
            Hull
            York
            Bath
            Truro
            Cardiff
            Swansea
            Dundee
            Perth
            Derry
            Norwich
            Exeter
            Leicester
            Stoke-on-Trent
            Bury St Edmunds
            King's Lynn
            Llandudno
            Newcastle
            """);

    private SampleNames() {}

    /** The awkward ones and ordinary ones, in random order: the front of the list is visited most. */
    static List<String> customers(int count, SeededRandom random) {
        Set<String> names = new LinkedHashSet<>(AWKWARD_CUSTOMERS);
        while (names.size() < count) {
            names.add(customer(random));
        }
        List<String> shuffled = new ArrayList<>(names);
        random.shuffle(shuffled);
        return List.copyOf(shuffled);
    }

    private static String customer(SeededRandom random) {
        String surname = random.pick(SURNAMES);
        if (random.oneIn(6)) {
            return surname + ", " + random.pick(SURNAMES) + " & Co";
        }
        String place = random.oneIn(8) ? " (" + random.pick(TOWNS) + ")" : "";
        return surname + " " + random.pick(TRADES) + random.pick(ENDINGS) + place;
    }

    static List<String> lines(String block) {
        return block.lines().toList();
    }

    private static List<String> words(String block) {
        return List.of(block.strip().split("\\s+", -1));
    }
}
