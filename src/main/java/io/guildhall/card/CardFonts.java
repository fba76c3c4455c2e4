package io.guildhall.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.jspecify.annotations.Nullable;

/**
 * The fonts of printed cards: one that has the letters of Chinese and none of Latin, and
 * one that has those (ADR 107). Lengths are in parts of the size of the letters.
 */
final class CardFonts implements AutoCloseable {

	private static final String CHINESE = "/fonts/DroidSansFallbackFull.ttf";

	/** Comes with the writer of PDF. */
	private static final String LATIN = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

	private final List<Face> faces;

	/** A font, and what finds its letters. */
	private record Face(TrueTypeFont font, CmapLookup letters) {

		boolean has(int letter) {
			return letters.getGlyphId(letter) != 0;
		}

		float width(int letter) throws IOException {
			return (float) font.getAdvanceWidth(letters.getGlyphId(letter)) / font.getUnitsPerEm();
		}
	}

	/** A stretch of text in one font, of those that {@link #embed} gave. */
	record Run(int font, String text) {
	}

	private CardFonts(List<Face> faces) {
		this.faces = faces;
	}

	static CardFonts open() {
		return new CardFonts(List.of(face(CHINESE), face(LATIN)));
	}

	private static Face face(String path) {
		try (InputStream file = CardFonts.class.getResourceAsStream(path)) {
			if (file == null) {
				throw new IllegalStateException("The font is not there: " + path);
			}
			TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file));
			return new Face(font, font.getUnicodeCmapLookup());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The first letter of a text that no font has. */
	Optional<String> missing(String text) {
		return text.codePoints()
			.filter(letter -> letter != '\n' && face(letter) == null)
			.mapToObj(Character::toString)
			.findFirst();
	}

	/** How wide a letter is. */
	float width(int letter) {
		Integer face = face(letter);
		try {
			return (face != null) ? faces.get(face).width(letter) : 0;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** How wide a line is. */
	float width(String line) {
		float width = 0;
		for (int letter : line.codePoints().toArray()) {
			width += width(letter);
		}
		return width;
	}

	/** A line, cut where the font changes; what no font has is left out. */
	List<Run> runs(String line) {
		List<Run> runs = new ArrayList<>();
		StringBuilder run = new StringBuilder();
		int of = 0;
		for (int letter : line.codePoints().toArray()) {
			Integer face = face(letter);
			if (face != null) {
				if (face != of && !run.isEmpty()) {
					runs.add(new Run(of, run.toString()));
					run.setLength(0);
				}
				of = face;
				run.appendCodePoint(letter);
			}
		}
		if (!run.isEmpty()) {
			runs.add(new Run(of, run.toString()));
		}
		return runs;
	}

	/** The fonts for a document: of each only the letters that it uses go into it. */
	List<PDFont> embed(PDDocument document) throws IOException {
		List<PDFont> fonts = new ArrayList<>();
		for (Face face : faces) {
			fonts.add(PDType0Font.load(document, face.font(), true));
		}
		return fonts;
	}

	private @Nullable Integer face(int letter) {
		for (int i = 0; i < faces.size(); i++) {
			if (faces.get(i).has(letter)) {
				return i;
			}
		}
		return null;
	}

	@Override
	public void close() {
		try {
			for (Face face : faces) {
				face.font().close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
