package io.guildhall.card;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.util.Matrix;

import io.guildhall.shared.web.QrPicture;

/**
 * Sheets of A4 with ten cards each, of the size of a bank card, with marks along which to
 * cut. All is drawn as lines and letters, so it is sharp at any size. Lengths are in
 * millimetres here, from the left and from below.
 */
final class CardSheet {

	private static final float POINTS = 72 / 25.4f;

	private static final float PAGE_WIDTH = 210;

	private static final float PAGE_HEIGHT = 297;

	private static final int COLUMNS = 2;

	private static final int ROWS = 5;

	private static final float WIDTH = 85;

	private static final float HEIGHT = 54;

	private static final float LEFT = (PAGE_WIDTH - COLUMNS * WIDTH) / 2;

	private static final float BELOW = (PAGE_HEIGHT - ROWS * HEIGHT) / 2;

	private static final float EDGE = 4;

	/**
	 * Of the picture, with the margin that readers need: a dot has more than half a
	 * millimetre.
	 */
	private static final float QR = 32;

	private static final float WORDS = WIDTH - QR - 2 * EDGE;

	private static final float TITLE = 4.4f;

	private static final float TEXT = 2.9f;

	private static final float SMALL = 2.3f;

	private static final float CODE = 4.4f;

	/** From line to line, in parts of the size. */
	private static final float LEADING = 1.35f;

	/** How high the title and the text are together, at most. */
	private static final float ROOM = HEIGHT - 2 * EDGE - CODE * LEADING - SMALL * LEADING - 1;

	private static final int CHINESE_FROM = 0x2E80;

	/** What never begins a line: it takes the letter before it along. */
	private static final String CLOSING = "，。、；：？！）》」』】”’…·,.;:?!)";

	private static final float MARK = 5;

	private static final float MARK_OFF = 2;

	private final CardFonts fonts;

	private final PDDocument document;

	private final List<PDFont> embedded;

	private final List<String> title;

	private final List<String> text;

	private final Words words;

	/** A card to print; its link is what the picture says. */
	record Print(int number, CardCode code, String link) {
	}

	/**
	 * What stands in small letters.
	 *
	 * @param until until when it counts
	 * @param number before the card's number
	 */
	record Words(String until, String number) {
	}

	private CardSheet(CardTerms terms, Words words, CardFonts fonts, PDDocument document) throws IOException {
		this.fonts = fonts;
		this.document = document;
		this.embedded = fonts.embed(document);
		this.title = lines(fonts, terms.title(), TITLE);
		this.text = lines(fonts, terms.text(), TEXT);
		this.words = words;
	}

	/**
	 * Refuses words that cannot be printed.
	 * @throws CardRefused if no font has a letter, or they do not fit onto a card
	 */
	static void requirePrintable(CardTerms terms) {
		try (CardFonts fonts = CardFonts.open()) {
			fonts.missing(terms.title() + terms.text()).ifPresent(letter -> {
				throw CardRefused.letter(letter);
			});
			float high = LEADING * (TITLE * lines(fonts, terms.title(), TITLE).size()
					+ TEXT * lines(fonts, terms.text(), TEXT).size());
			if (high > ROOM) {
				throw CardRefused.room();
			}
		}
	}

	/** The cards as a PDF, ten to a page in their order. */
	static byte[] draw(CardTerms terms, List<Print> cards, Words words) {
		try (CardFonts fonts = CardFonts.open(); PDDocument document = new PDDocument()) {
			document.getDocumentInformation().setTitle(terms.name());
			CardSheet sheet = new CardSheet(terms, words, fonts, document);
			for (int from = 0; from < cards.size(); from += COLUMNS * ROWS) {
				sheet.page(cards.subList(from, Math.min(from + COLUMNS * ROWS, cards.size())));
			}
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			document.save(bytes);
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void page(List<Print> cards) throws IOException {
		PDPage page = new PDPage(PDRectangle.A4);
		document.addPage(page);
		try (PDPageContentStream content = new PDPageContentStream(document, page)) {
			content.transform(Matrix.getScaleInstance(POINTS, POINTS));
			marks(content);
			for (int i = 0; i < cards.size(); i++) {
				content.saveGraphicsState();
				content.transform(Matrix.getTranslateInstance(LEFT + i % COLUMNS * WIDTH,
						BELOW + (ROWS - 1 - i / COLUMNS) * HEIGHT));
				card(content, cards.get(i));
				content.restoreGraphicsState();
			}
		}
	}

	/** Outside of the cards only: what is cut badly shows no line. */
	private static void marks(PDPageContentStream content) throws IOException {
		content.setLineWidth(0.1f);
		for (int column = 0; column <= COLUMNS; column++) {
			float x = LEFT + column * WIDTH;
			line(content, x, BELOW - MARK_OFF, x, BELOW - MARK_OFF - MARK);
			line(content, x, PAGE_HEIGHT - BELOW + MARK_OFF, x, PAGE_HEIGHT - BELOW + MARK_OFF + MARK);
		}
		for (int row = 0; row <= ROWS; row++) {
			float y = BELOW + row * HEIGHT;
			line(content, LEFT - MARK_OFF, y, LEFT - MARK_OFF - MARK, y);
			line(content, PAGE_WIDTH - LEFT + MARK_OFF, y, PAGE_WIDTH - LEFT + MARK_OFF + MARK, y);
		}
		content.stroke();
	}

	private static void line(PDPageContentStream content, float fromX, float fromY, float toX, float toY)
			throws IOException {
		content.moveTo(fromX, fromY);
		content.lineTo(toX, toY);
	}

	private void card(PDPageContentStream content, Print card) throws IOException {
		float y = HEIGHT - EDGE;
		for (String line : title) {
			write(content, line, TITLE, y - TITLE);
			y -= TITLE * LEADING;
		}
		for (String line : text) {
			write(content, line, TEXT, y - TEXT);
			y -= TEXT * LEADING;
		}
		write(content, words.until() + " · " + words.number() + " " + card.number(), SMALL, EDGE);
		write(content, card.code().grouped(), CODE, EDGE + SMALL * LEADING + 1);
		content.saveGraphicsState();
		QrPicture picture = new QrPicture(card.link());
		float dot = QR / picture.size();
		content.transform(new Matrix(dot, 0, 0, -dot, WIDTH - QR - EDGE / 2, (HEIGHT + QR) / 2));
		dots(content, picture);
		content.restoreGraphicsState();
	}

	/** Whole numbers all of them, which keeps a sheet small. */
	private static void dots(PDPageContentStream content, QrPicture picture) throws IOException {
		List<int[]> dark = new ArrayList<>();
		picture.draw((x, y, width) -> dark.add(new int[] { x, y, width }));
		for (int[] stretch : dark) {
			content.addRect(stretch[0], stretch[1], stretch[2], 1);
		}
		content.fill();
	}

	private void write(PDPageContentStream content, String line, float size, float y) throws IOException {
		content.beginText();
		content.newLineAtOffset(EDGE, y);
		for (CardFonts.Run run : fonts.runs(line)) {
			content.setFont(embedded.get(run.font()), size);
			content.showText(run.text());
		}
		content.endText();
	}

	/**
	 * The lines of a text; a word goes onto the next one as a whole where it can, Chinese
	 * letter by letter.
	 */
	static List<String> lines(CardFonts fonts, String text, float size) {
		List<String> lines = new ArrayList<>();
		for (String paragraph : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
			StringBuilder line = new StringBuilder();
			for (int letter : paragraph.codePoints().toArray()) {
				if ((fonts.width(line.toString()) + fonts.width(letter)) * size > WORDS) {
					int cut = cut(line, letter);
					lines.add(line.substring(0, cut).strip());
					line.delete(0, cut);
				}
				line.appendCodePoint(letter);
			}
			lines.add(line.toString().strip());
		}
		return lines;
	}

	/** Where a line ends that has no room for the next letter. */
	private static int cut(StringBuilder line, int next) {
		int space = (next < CHINESE_FROM) ? line.lastIndexOf(" ") : -1;
		if (space > 0) {
			return space + 1;
		}
		boolean one = line.codePointCount(0, line.length()) == 1;
		return (CLOSING.indexOf(next) >= 0 && !one) ? line.offsetByCodePoints(line.length(), -1) : line.length();
	}

}
