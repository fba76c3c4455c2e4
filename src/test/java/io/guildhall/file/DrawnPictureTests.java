package io.guildhall.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Pictures are drawn anew, and nothing else of a file is kept. */
public class DrawnPictureTests {

	private static final int SIDE = 2_000;

	@ParameterizedTest
	@ValueSource(strings = { "png", "jpeg" })
	void aPictureIsDrawnAnewAsJpeg(String format) throws IOException {
		byte[] file = file(300, 200, format);
		DrawnPicture drawn = drawn(file);
		assertThat(drawn.width()).isEqualTo(300);
		assertThat(drawn.height()).isEqualTo(200);
		BufferedImage read = ImageIO.read(new ByteArrayInputStream(drawn.jpeg()));
		assertThat(read.getWidth()).isEqualTo(300);
		assertThat(new Color(read.getRGB(150, 100)).getRed()).isGreaterThan(200);
		assertThat(new Color(read.getRGB(150, 100)).getBlue()).isLessThan(60);
	}

	@Test
	void whatAFileHidesIsGone() throws IOException {
		byte[] file = file(40, 40, "png");
		byte[] secret = "<script>31.2304 N 121.4737 E</script>".getBytes(StandardCharsets.UTF_8);
		byte[] more = Arrays.copyOf(file, file.length + secret.length);
		System.arraycopy(secret, 0, more, file.length, secret.length);
		assertThat(new String(drawn(more).jpeg(), StandardCharsets.ISO_8859_1)).doesNotContain("script", "31.2304");
	}

	@Test
	void aLargePictureBecomesSmaller() throws IOException {
		DrawnPicture drawn = drawn(file(6_000, 3_000, "png"));
		assertThat(drawn.width()).isEqualTo(SIDE);
		assertThat(drawn.height()).isEqualTo(SIDE / 2);
		assertThat(drawn(file(1, 5_000, "png")).width()).isEqualTo(1);
	}

	@Test
	void whatIsNoPictureIsRefused() throws IOException {
		byte[] half = Arrays.copyOf(file(300, 200, "png"), 100);
		assertRefused(half);
		assertRefused(new byte[0]);
		assertRefused("GIF89a no picture at all".getBytes(StandardCharsets.UTF_8));
		assertRefused("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
		assertRefused(file(30, 20, "gif"));
		assertRefused(claimed(100_000, 100_000));
		assertRefused(file(70_000, 1, "png"));
		assertRefused(file(1, 70_000, "png"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void aPictureStandsUprightHoweverTheTelephoneWasHeld(int orientation) throws IOException {
		// Red at the left above, where it is seen upright; the file lies as told.
		DrawnPicture drawn = drawn(held(orientation));
		assertThat(drawn.width()).isEqualTo(120);
		assertThat(drawn.height()).isEqualTo(80);
		BufferedImage read = ImageIO.read(new ByteArrayInputStream(drawn.jpeg()));
		assertThat(new Color(read.getRGB(20, 15)).getBlue()).isLessThan(60);
		for (int[] white : new int[][] { { 100, 15 }, { 20, 65 }, { 100, 65 } }) {
			assertThat(new Color(read.getRGB(white[0], white[1])).getBlue()).isGreaterThan(200);
		}
		assertThat(JpegSegments.of(drawn.jpeg()).orientation()).as("nothing of it is kept").isEqualTo(1);
	}

	@Test
	void whatGoesOverItselfWithoutEndIsRefused() throws IOException {
		byte[] file = file(64, 64, "jpeg");
		assertThat(JpegSegments.of(file).scans()).isEqualTo(1);
		int scan = 0;
		while ((file[scan] & 0xff) != 0xff || (file[scan + 1] & 0xff) != 0xda) {
			scan++;
		}
		ByteArrayOutputStream again = new ByteArrayOutputStream();
		again.write(file, 0, scan);
		for (int i = 0; i < 100; i++) {
			again.write(file, scan, file.length - 2 - scan);
		}
		again.write(file, file.length - 2, 2);
		assertThat(JpegSegments.of(again.toByteArray()).scans()).isEqualTo(100);
		assertRefused(again.toByteArray());
		byte[] all = again.toByteArray();
		byte[] stray = new byte[] { 0, 7 };
		assertThat(JpegSegments.of(with(all, 2, stray)).scans()).as("behind stray bytes").isEqualTo(100);
		byte[] noMark = new byte[] { (byte) 0xff, (byte) 0xff, 0, (byte) 0xff, (byte) 0xff, (byte) 0xd0 };
		assertThat(JpegSegments.of(with(all, file.length - 2, noMark)).scans()).as("behind what is no mark")
			.isEqualTo(100);
		byte[] tables = new byte[] { (byte) 0xff, (byte) 0xd9, (byte) 0xff, (byte) 0xd8 };
		assertThat(JpegSegments.of(with(all, 2, tables)).scans()).as("behind tables alone").isGreaterThan(100);
		assertRefused(with(file, 2, tables));
	}

	private static byte[] with(byte[] file, int at, byte[] more) {
		ByteArrayOutputStream with = new ByteArrayOutputStream();
		with.write(file, 0, at);
		with.writeBytes(more);
		with.write(file, at, file.length - at);
		return with.toByteArray();
	}

	@Test
	void aFileIsAskedForItsPixelsBeforeItIsDrawn() throws IOException {
		assertThat(DrawnPicture.pixels(file(300, 200, "jpeg"))).hasValue(60_000);
		assertThat(DrawnPicture.pixels(claimed(100_000, 100_000))).hasValue(10_000_000_000L);
		assertThat(DrawnPicture.pixels(file(30, 20, "gif"))).isEmpty();
		assertThat(DrawnPicture.pixels(new byte[] { (byte) 0xff, (byte) 0xd8, (byte) 0xff })).isEmpty();
	}

	/**
	 * So no door draws one in a transaction: those that take pictures are tried
	 * throughout.
	 */
	@Test
	void noneIsDrawnDuringATransactionWhichWouldHoldAConnectionMeanwhile() throws IOException {
		byte[] file = file(30, 20, "png");
		TransactionSynchronizationManager.setActualTransactionActive(true);
		try {
			assertThatIllegalStateException().isThrownBy(() -> drawn(file));
		}
		finally {
			TransactionSynchronizationManager.setActualTransactionActive(false);
		}
		assertThat(drawn(file).width()).isEqualTo(30);
	}

	private static DrawnPicture drawn(byte[] file) {
		return DrawnPicture.of(file, SIDE).orElseThrow();
	}

	/**
	 * A picture in JPEG, red at the left above, of a telephone that was held so, with its
	 * EXIF.
	 */
	private static byte[] held(int orientation) throws IOException {
		boolean lies = orientation > 4;
		boolean right = List.of(2, 3, 7, 8).contains(orientation);
		boolean below = List.of(3, 4, 6, 7).contains(orientation);
		int width = lies ? 80 : 120;
		int height = lies ? 120 : 80;
		BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = picture.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, width, height);
		graphics.setColor(Color.RED);
		graphics.fillRect(right ? width / 2 : 0, below ? height / 2 : 0, width / 2, height / 2);
		graphics.dispose();
		ByteArrayOutputStream plain = new ByteArrayOutputStream();
		ImageIO.write(picture, "jpeg", plain);
		byte[] exif = new byte[] { (byte) 0xff, (byte) 0xe1, 0, 34, 'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0,
				8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte) orientation, 0, 0, 0, 0, 0, 0 };
		ByteArrayOutputStream file = new ByteArrayOutputStream();
		file.write(plain.toByteArray(), 0, 2);
		file.writeBytes(exif);
		file.write(plain.toByteArray(), 2, plain.size() - 2);
		return file.toByteArray();
	}

	/** A small file that says it is a huge picture. */
	public static byte[] claimed(int width, int height) throws IOException {
		byte[] file = file(2, 2, "png");
		for (int i = 0; i < 4; i++) {
			file[16 + i] = (byte) (width >> (24 - 8 * i));
			file[20 + i] = (byte) (height >> (24 - 8 * i));
		}
		return file;
	}

	/** A red picture. */
	public static byte[] file(int width, int height, String format) throws IOException {
		BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = picture.createGraphics();
		graphics.setColor(Color.RED);
		graphics.fillRect(0, 0, width, height);
		graphics.dispose();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		ImageIO.write(picture, format, bytes);
		return bytes.toByteArray();
	}

	private static void assertRefused(byte[] file) {
		assertThat(DrawnPicture.of(file, SIDE)).isEmpty();
	}

}
