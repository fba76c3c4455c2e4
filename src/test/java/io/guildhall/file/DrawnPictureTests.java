package io.guildhall.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
	}

	private static DrawnPicture drawn(byte[] file) {
		return DrawnPicture.of(file, SIDE).orElseThrow();
	}

	/** A small file that says it is a huge picture. */
	private static byte[] claimed(int width, int height) throws IOException {
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
