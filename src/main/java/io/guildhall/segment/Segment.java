package io.guildhall.segment;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import io.guildhall.shared.TenantOwned;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import lombok.AccessLevel;
import lombok.Getter;
import lombok.NoArgsConstructor;

/**
 * A segment. A live one means whoever fits its rule at the moment; a frozen one means
 * those who fitted when it was frozen, and keeps the rule for the record.
 */
@Entity
@Table(name = "segments")
@Getter
@NoArgsConstructor(access = AccessLevel.PROTECTED)
class Segment extends TenantOwned {

	static final int LONGEST_NAME = 80;

	@EmbeddedId
	private SegmentId id;

	private String name;

	/** JSON of a {@link SegmentRule}. */
	private String rule;

	private @Nullable Instant frozenAt;

	private long members;

	private Instant countedAt;

	private Instant createdAt;

	private @Nullable Instant archivedAt;

	Segment(String name, String rule, Instant now) {
		this.id = SegmentId.next();
		this.name = checked(name);
		this.rule = rule;
		this.createdAt = now;
		this.countedAt = now;
	}

	void change(String name, String rule) {
		if (frozenAt != null && !this.rule.equals(rule)) {
			throw SegmentRefused.frozen();
		}
		this.name = checked(name);
		this.rule = rule;
	}

	/** From here on its members stand. */
	void freeze(Instant now) {
		if (frozenAt != null) {
			throw SegmentRefused.frozen();
		}
		this.frozenAt = now;
	}

	void counted(long members, Instant now) {
		this.members = members;
		this.countedAt = now;
	}

	/** It is offered no more; what was made with it goes on. */
	void archive(Instant now) {
		this.archivedAt = (archivedAt != null) ? archivedAt : now;
	}

	/** It is offered again. */
	void restore() {
		this.archivedAt = null;
	}

	private static String checked(String name) {
		if (name.isBlank() || name.strip().length() > LONGEST_NAME || name.indexOf('\0') >= 0) {
			throw SegmentRefused.name(LONGEST_NAME);
		}
		return name.strip();
	}

}
