package io.guildhall.intake;

import java.nio.charset.Charset;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.Ids;
import io.guildhall.shared.TenantOwned;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;
import org.hibernate.annotations.EmbeddedColumnNaming;

/** A file of an import, with what it was recognized as, or why it is left out. */
@Entity
@Table(name = "import_files")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class ImportFile extends TenantOwned {

	@Id
	private UUID id;

	@EmbeddedColumnNaming("import_%s")
	@Column(updatable = false)
	private ImportId importId;

	private int ordinal;

	private @Nullable UUID contentId;

	private String name;

	private long size;

	private @Nullable String format;

	private @Nullable String carrier;

	private @Nullable String charset;

	/** Whether its times say their zone. */
	private boolean zoned;

	/** Whether its dates can be read in one way only. */
	private boolean dated;

	private int confidence;

	private @Nullable String chatName;

	private @Nullable String refusal;

	/** One that is left out. */
	ImportFile(ImportId importId, int ordinal, String name, long size, String refusal) {
		this.id = Ids.next();
		this.importId = importId;
		this.ordinal = ordinal;
		this.name = name;
		this.size = size;
		this.refusal = refusal;
		this.zoned = true;
		this.dated = true;
	}

	/** One that can be read. */
	ImportFile(ImportId importId, int ordinal, String name, long size, UUID contentId, Recognized recognized) {
		this.id = Ids.next();
		this.importId = importId;
		this.ordinal = ordinal;
		this.name = name;
		this.size = size;
		this.contentId = contentId;
		this.format = recognized.format();
		this.carrier = recognized.carrier();
		this.charset = recognized.charset().name();
		this.zoned = recognized.zoned();
		this.dated = recognized.dated();
		this.confidence = recognized.confidence();
		this.chatName = recognized.chatName();
	}

	/** Whether it is left out. */
	boolean isRefused() {
		return refusal != null;
	}

	/** What a readable file turned out to be. */
	record Recognized(String format, @Nullable String carrier, Charset charset, boolean zoned, boolean dated,
			int confidence, @Nullable String chatName) {
	}

}
