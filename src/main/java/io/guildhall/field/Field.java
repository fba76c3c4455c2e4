package io.guildhall.field;

import java.time.Instant;
import java.util.List;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/** Something that an organization wants to know of its members. Its kind stays. */
@Entity
@Table(name = "fields")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Field extends TenantOwned {

	/** So many are offered at most. */
	static final int MOST = 30;

	private static final int LONGEST_NAME = 60;

	/** Begins the keys of all of them. */
	private static final String PREFIX = "f_";

	@EmbeddedId
	private FieldId id;

	private String name;

	@Enumerated(EnumType.STRING)
	private FieldKind kind;

	@JdbcTypeCode(SqlTypes.JSON)
	private FieldOptions options;

	private int position;

	private Instant createdAt;

	private @Nullable Instant archivedAt;

	Field(String name, FieldKind kind, List<FieldOption> options, int position, Instant now) {
		this.id = FieldId.next();
		this.name = checked(name);
		this.kind = kind;
		this.options = changed(FieldOptions.NONE, options);
		this.position = position;
		this.createdAt = now;
	}

	/**
	 * Another name, other options.
	 * @throws FieldRefused if the name or the options are not right
	 */
	void change(String name, List<FieldOption> options) {
		String clean = checked(name);
		this.options = changed(this.options, options);
		this.name = clean;
	}

	private FieldOptions changed(FieldOptions known, List<FieldOption> wanted) {
		if (kind == FieldKind.CHOICE) {
			return known.changed(wanted);
		}
		if (!wanted.isEmpty()) {
			throw FieldRefused.noChoice();
		}
		return known;
	}

	private static String checked(String name) {
		String clean = FieldText.clean(name);
		if (clean.isEmpty() || clean.length() > LONGEST_NAME || clean.contains("\n") || clean.contains("\t")) {
			throw FieldRefused.name(LONGEST_NAME);
		}
		return clean;
	}

	/** It is asked no more; its values stay. */
	void archive(Instant now) {
		this.archivedAt = (archivedAt != null) ? archivedAt : now;
	}

	/** It is asked again, after all others. */
	void restore(int position) {
		this.archivedAt = null;
		this.position = position;
	}

	void move(int position) {
		this.position = position;
	}

	boolean isArchived() {
		return archivedAt != null;
	}

	/** Names it in URLs, filters and segments. */
	String key() {
		return PREFIX + id.toString().replace("-", "");
	}

	static boolean isKey(String key) {
		return key.startsWith(PREFIX);
	}

}
