package io.guildhall.file;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

import org.springframework.transaction.support.TransactionSynchronizationManager;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;

/**
 * A picture drawn anew from a file: what one sees, upright however the telephone was
 * held, without the place where it stood, and without whatever else the file held. It is
 * drawn before the transaction begins that keeps it: a large one takes seconds, and would
 * hold a connection of the database, and whatever is locked, for as long. Few are drawn
 * at once, whoever sends them.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
public final class DrawnPicture {

	private static final Set<String> FORMATS = Set.of("png", "jpeg");

	/** Nothing that is larger is a picture of a screen. */
	private static final long MOST_PIXELS = 100_000_000;

	/**
	 * As long as a side in JPEG can be. A row of a picture is read as a whole: one that
	 * is all of the picture would fill the memory, whatever its file has.
	 */
	private static final int LONGEST_SIDE = 65_500;

	/** So many are in memory at once; of more, each second or third is read. */
	private static final double READ_PIXELS = 16_000_000;

	/**
	 * A picture that becomes clearer while it loads goes over itself some ten times; a
	 * small file that does so a hundred thousand times keeps a processor busy for hours.
	 */
	private static final int MOST_SCANS = 64;

	private static final float QUALITY = 0.85f;

	private static final DrawingDesk DESK = DrawingDesk.ofThisMachine();

	private final byte[] jpeg;

	private final int width;

	private final int height;

	/**
	 * The picture of a file.
	 * @param side the most that its longer side has
	 * @return nothing if it is none in PNG or JPEG, or broken, or too large
	 * @throws IllegalStateException during a transaction
	 * @throws io.guildhall.shared.BusyException if too many are drawn at this moment
	 */
	public static Optional<DrawnPicture> of(byte[] file, int side) {
		if (TransactionSynchronizationManager.isActualTransactionActive()) {
			throw new IllegalStateException("A picture is drawn before the transaction begins that keeps it");
		}
		JpegSegments segments = JpegSegments.of(file);
		if (segments.scans() > MOST_SCANS) {
			return Optional.empty();
		}
		return DESK.sit(() -> read(file, reader -> draw(reader, segments, side)));
	}

	/**
	 * How many pixels a file says its picture has; to be asked before it is drawn by who
	 * takes less than this does.
	 * @return nothing if it is none in PNG or JPEG
	 */
	public static OptionalLong pixels(byte[] file) {
		return read(file, reader -> Optional.of((long) reader.getWidth(0) * reader.getHeight(0))).stream()
			.mapToLong(Long::longValue)
			.findFirst();
	}

	/** The picture, as JPEG. */
	public byte[] jpeg() {
		return jpeg;
	}

	/** How wide it was drawn. */
	public int width() {
		return width;
	}

	/** How high it was drawn. */
	public int height() {
		return height;
	}

	private static <T> Optional<T> read(byte[] file, Reading<T> work) {
		try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
			Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
			if (!readers.hasNext()) {
				return Optional.empty();
			}
			ImageReader reader = readers.next();
			try {
				if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
					return Optional.empty();
				}
				reader.setInput(in, true, true);
				return work.of(reader);
			}
			finally {
				reader.dispose();
			}
		}
		catch (IOException | RuntimeException broken) {
			// Readers of the platform answer to broken files with whatever comes.
			return Optional.empty();
		}
	}

	private static Optional<DrawnPicture> draw(ImageReader reader, JpegSegments segments, int side) throws IOException {
		long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
		int longest = Math.max(reader.getWidth(0), reader.getHeight(0));
		if (pixels <= 0 || pixels > MOST_PIXELS || longest > LONGEST_SIDE) {
			return Optional.empty();
		}
		int step = (int) Math.max(1, Math.ceil(Math.sqrt(pixels / READ_PIXELS)));
		ImageReadParam sparse = reader.getDefaultReadParam();
		sparse.setSourceSubsampling(step, step, 0, 0);
		BufferedImage read = reader.read(0, sparse);
		int wide = segments.lies() ? read.getHeight() : read.getWidth();
		int high = segments.lies() ? read.getWidth() : read.getHeight();
		double scale = Math.min(1, (double) side / Math.max(wide, high));
		int width = Math.max(1, (int) Math.round(wide * scale));
		int height = Math.max(1, (int) Math.round(high * scale));
		BufferedImage drawn = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = drawn.createGraphics();
		graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, width, height);
		graphics.scale((double) width / wide, (double) height / high);
		graphics.transform(segments.upright(read.getWidth(), read.getHeight()));
		graphics.drawImage(read, 0, 0, null);
		graphics.dispose();
		return Optional.of(new DrawnPicture(written(drawn), width, height));
	}

	private static byte[] written(BufferedImage picture) throws IOException {
		ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
			ImageWriteParam param = writer.getDefaultWriteParam();
			param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
			param.setCompressionQuality(QUALITY);
			writer.setOutput(out);
			writer.write(null, new IIOImage(picture, null, null), param);
		}
		finally {
			writer.dispose();
		}
		return bytes.toByteArray();
	}

	/** What is asked of a reader. */
	@FunctionalInterface
	private interface Reading<T> {

		Optional<T> of(ImageReader reader) throws IOException;

	}

}
