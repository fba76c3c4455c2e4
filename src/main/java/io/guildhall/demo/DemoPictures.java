package io.guildhall.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

import javax.imageio.ImageIO;

/**
 * Pictures that the people of the demo send: a page of a notebook on a table, always the
 * same for the same number. Drawn rather than brought along, and without letters, for
 * which a machine may have no font.
 */
final class DemoPictures {

	private static final int WIDTH = 480;

	private static final int HEIGHT = 360;

	private static final int LINE = 26;

	private static final Color[] TABLES = { new Color(0x8D6E63), new Color(0x607D8B), new Color(0x9E9D7A) };

	private static final Color[] INKS = { new Color(0x283593), new Color(0x263238), new Color(0x4E342E) };

	private DemoPictures() {
	}

	/** A page, as JPEG. */
	static byte[] page(int number) {
		Random random = new Random(number);
		BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = picture.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		graphics.setColor(TABLES[number % TABLES.length]);
		graphics.fillRect(0, 0, WIDTH, HEIGHT);
		graphics.rotate((random.nextDouble() - 0.5) / 5, WIDTH / 2.0, HEIGHT / 2.0);
		int left = 60 + random.nextInt(60);
		int width = 290;
		graphics.setColor(new Color(0xFFFDF2));
		graphics.fillRect(left, 24, width, HEIGHT - 48);
		for (int y = 24 + LINE * 2; y < HEIGHT - 40; y += LINE) {
			graphics.setColor(new Color(0xD7E3EA));
			graphics.setStroke(new BasicStroke(1));
			graphics.drawLine(left + 12, y, left + width - 12, y);
			graphics.setColor(INKS[number % INKS.length]);
			graphics.setStroke(new BasicStroke(2));
			graphics.draw(words(left + 20, y - 5, width - 40 - random.nextInt(120), random));
		}
		graphics.dispose();
		ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
		try {
			ImageIO.write(picture, "jpeg", jpeg);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return jpeg.toByteArray();
	}

	/** A line of what looks like handwriting. */
	private static Path2D words(int x, int y, int width, Random random) {
		Path2D words = new Path2D.Double();
		words.moveTo(x, y);
		for (int at = x; at < x + width; at += 7) {
			if (random.nextInt(6) == 0) {
				words.moveTo(at + 9.0, y);
			}
			else {
				words.quadTo(at + 3.0, y - 4.0 - random.nextInt(10), at + 7.0, y + random.nextInt(3) - 1.0);
			}
		}
		return words;
	}

}
