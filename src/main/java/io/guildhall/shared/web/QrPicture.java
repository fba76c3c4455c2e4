package io.guildhall.shared.web;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

import javax.imageio.ImageIO;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A link as a picture that telephones read. */
public final class QrPicture {

	/** The margin that readers need around it, in dots. */
	private static final int MARGIN = 4;

	/** Pixels of a dot: about 400 across, enough for a poster of a hand's width. */
	private static final int DOT = 12;

	private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

	private static final int BLACK = 0x000000;

	private static final int WHITE = 0xFFFFFF;

	private final BitMatrix dots;

	/**
	 * The picture of a link; a quarter of it may be dirty.
	 * @param link at most 300 characters
	 */
	public QrPicture(String link) {
		try {
			this.dots = new QRCodeWriter().encode(link, BarcodeFormat.QR_CODE, 0, 0,
					Map.of(EncodeHintType.MARGIN, MARGIN, EncodeHintType.CHARACTER_SET, "UTF-8",
							EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.Q));
		}
		catch (WriterException ex) {
			throw new IllegalStateException("A link of this length fits", ex);
		}
	}

	/** Draws the dark stretches of a row. */
	@FunctionalInterface
	public interface Pen {

		/** One stretch: a dot high, so many wide; from the left, and from above. */
		void draw(int x, int y, int width);

	}

	/** The answer with the picture as SVG. */
	public ResponseEntity<String> svgAnswer() {
		return ResponseEntity.ok().contentType(SVG).body(svg());
	}

	/** The answer with the picture as PNG. */
	public ResponseEntity<byte[]> pngAnswer() {
		return ResponseEntity.ok().contentType(MediaType.IMAGE_PNG).body(png());
	}

	/** How many dots it is wide and high, with its margin. */
	public int size() {
		return dots.getWidth();
	}

	/** All that is dark, row by row. */
	public void draw(Pen pen) {
		for (int y = 0; y < dots.getHeight(); y++) {
			int from = -1;
			for (int x = 0; x <= dots.getWidth(); x++) {
				boolean black = x < dots.getWidth() && dots.get(x, y);
				if (black && from < 0) {
					from = x;
				}
				else if (!black && from >= 0) {
					pen.draw(from, y, x - from);
					from = -1;
				}
			}
		}
	}

	/** As lines, sharp at any size. */
	public String svg() {
		StringBuilder path = new StringBuilder();
		draw((x, y, width) -> path.append('M')
			.append(x)
			.append(' ')
			.append(y)
			.append('h')
			.append(width)
			.append("v1h-")
			.append(width)
			.append('z'));
		return ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%3$d\" height=\"%4$d\""
				+ " shape-rendering=\"crispEdges\"><path d=\"M0 0h%1$dv%2$dH0z\" fill=\"#fff\"/><path d=\"%5$s\"/></svg>")
			.formatted(dots.getWidth(), dots.getHeight(), dots.getWidth() * DOT, dots.getHeight() * DOT, path);
	}

	/** As dots, for programs that take nothing else. */
	public byte[] png() {
		BufferedImage image = new BufferedImage(dots.getWidth() * DOT, dots.getHeight() * DOT,
				BufferedImage.TYPE_BYTE_BINARY);
		for (int y = 0; y < image.getHeight(); y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				image.setRGB(x, y, dots.get(x / DOT, y / DOT) ? BLACK : WHITE);
			}
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			ImageIO.write(image, "png", bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
