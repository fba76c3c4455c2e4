package io.guildhall.bulk;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import io.guildhall.audit.AuditTrail;
import io.guildhall.bulk.BulkTargets.Target;
import io.guildhall.coupon.CouponIssues;
import io.guildhall.coupon.IssueReading;
import io.guildhall.file.FileContent;
import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.job.JobService;
import io.guildhall.member.Audiences;
import io.guildhall.member.MemberFilter;
import io.guildhall.shared.Actor;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Slice;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Starts bulk actions and takes them back. Each is a job: whom it is for is fixed when it
 * begins, and every step is written down with what was before it.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class BulkActions {

	private static final String PATH = "/bulk-actions/";

	private final BulkReading reading;

	private final BulkTargets targets;

	private final Audiences audiences;

	private final CouponIssues issues;

	private final IssueReading issued;

	private final FileService files;

	private final JobService jobs;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	private final JsonMapper json;

	/**
	 * Does something to everybody whom a filter means, in the background. Coupons may
	 * wait for their batch to be chosen: {@link #choose}.
	 * @param target a tag, the id of a group or of a batch, the account of a contact
	 * owner or {@value io.guildhall.member.ContactOwners#NOBODY}, or a
	 * {@link io.guildhall.table.TableFormat}
	 * @throws BulkRefused if who asks may not do it, or the target is none
	 * @throws io.guildhall.member.MemberRefused if a field or value of the filter is
	 * unknown, or the tag is not right
	 */
	@May(Permission.MEMBER_READ)
	public BulkId start(BulkKind kind, MemberFilter filter, String target) {
		requireMay(kind);
		boolean draft = kind == BulkKind.COUPON && target.isBlank();
		Target checked = draft ? Target.NONE : targets.checked(kind, target);
		// Refuses what nobody could be chosen by before anything begins.
		audiences.query(filter);
		Actor actor = OnBehalf.actor();
		BulkId id = BulkId.next();
		jdbc.sql("""
				insert into bulk_actions (organization_id, id, kind, target, target_name, filter, actor_id,
					actor_name, created_at, total)
				values (:organization, :id, :kind, :target, :name, cast(:filter as jsonb), cast(:actor as uuid),
					:actorName, :now, 0)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("kind", kind.name())
			.param("target", checked.key())
			.param("name", checked.name())
			.param("filter", json.writeValueAsString(BulkFilter.of(filter)))
			.param("actor", (actor.id() != null) ? actor.id().toString() : null)
			.param("actorName", actor.name())
			.param("now", Timestamp.from(clock.instant()))
			.update();
		if (!draft) {
			begin(id, kind, checked.key());
		}
		return id;
	}

	/**
	 * Chooses the batch of coupons that wait for it, and begins.
	 * @throws BulkRefused if there is no such action, or it has begun
	 */
	@May(Permission.COUPON_ISSUE)
	public BulkDetails choose(BulkId id, String target) {
		BulkDetails action = get(id);
		Target checked = targets.checked(action.kind(), target);
		int chosen = jdbc.sql("""
				update bulk_actions set target = :target, target_name = :name
				where organization_id = :organization and id = :id and job_id is null and target = ''
				""")
			.param("target", checked.key())
			.param("name", checked.name())
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		if (chosen == 0) {
			throw BulkRefused.begun();
		}
		begin(id, action.kind(), checked.key());
		return get(id);
	}

	/**
	 * Takes back what an action did, in the background: exactly that, and only where
	 * nobody has done something else since. Of coupons the unused ones are revoked at
	 * once.
	 * @return the action
	 * @throws BulkRefused if there is no such action, it or its undo is at work, or
	 * nothing is left to be taken back
	 */
	@May(Permission.MEMBER_READ)
	public BulkDetails undo(BulkId id) {
		BulkDetails action = get(id);
		requireMay(action.kind());
		if (!action.kind().undoable()) {
			throw BulkRefused.notUndoable();
		}
		if (action.running()) {
			throw BulkRefused.running();
		}
		UUID issue = action.issue();
		if (issue != null && issued.isRunning(issue)) {
			throw BulkRefused.running();
		}
		if (!action.mayUndo()) {
			throw BulkRefused.undone();
		}
		UUID job = (issue == null) ? jobs.start(BulkUndoWork.KIND, Map.of("action", id.toString()), PATH + id) : null;
		// Of two who want it at once the second finds that it was taken on.
		int taken = jdbc.sql("""
				update bulk_actions set undo_job_id = cast(:job as uuid), undone_by = :by
				where organization_id = :organization and id = :id
				and undo_job_id is not distinct from cast(:seen as uuid)
				and (cast(:job as uuid) is not null or undone_by is null)
				""")
			.param("job", (job != null) ? job.toString() : null)
			.param("by", OnBehalf.actor().name())
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("seen", (action.undo() != null) ? action.undo().id().toString() : null)
			.update();
		if (taken == 0) {
			throw BulkRefused.running();
		}
		if (issue != null) {
			issues.revokeUnused(issue, targets.undoReason());
		}
		audit.record("bulk.undone", "bulk-action", id, Map.of());
		return get(id);
	}

	/**
	 * An action.
	 * @throws BulkRefused if there is none for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public BulkDetails get(BulkId id) {
		return reading.details(id).orElseThrow(() -> BulkRefused.unknown(id));
	}

	/** The actions, the latest first; who hosts groups sees their own. */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<BulkDetails> list(@Nullable String after) {
		return reading.list(after);
	}

	/**
	 * What became of each member, of those whom who asks may see.
	 * @param outcome null for all
	 * @throws BulkRefused if there is no such action for who asks
	 */
	@May(Permission.MEMBER_READ)
	@Transactional(readOnly = true)
	public Slice<BulkRow> rows(BulkId id, @Nullable BulkOutcome outcome, @Nullable String after) {
		get(id);
		return reading.rows(id, outcome, after);
	}

	/**
	 * The table that an export made, for who started it and for those from whom nothing
	 * in it is hidden.
	 * @throws BulkRefused if there is none, or not for who asks
	 */
	@May(Permission.EXPORT)
	public FileContent file(BulkId id) {
		BulkDetails action = get(id);
		if (action.file() == null || !action.fetchable()) {
			throw BulkRefused.noFile();
		}
		audit.record("bulk.fetched", "bulk-action", id, Map.of());
		return files.open(new FileId(action.file()));
	}

	private void begin(BulkId id, BulkKind kind, String target) {
		UUID job = jobs.start(BulkWork.KIND, Map.of("action", id.toString()), PATH + id);
		jdbc.sql("update bulk_actions set job_id = :job where organization_id = :organization and id = :id")
			.param("job", job)
			.param("organization", tenancy.current())
			.param("id", id.id())
			.update();
		audit.record("bulk.started", "bulk-action", id, Map.of("kind", kind, "what", target));
	}

	private static void requireMay(BulkKind kind) {
		if (!OnBehalf.may(kind.permission())) {
			throw BulkRefused.mayNot();
		}
	}

	/** A filter as it is kept. */
	record BulkFilter(@Nullable String q, Map<String, String> fields, List<UUID> members) {

		static BulkFilter of(MemberFilter filter) {
			return new BulkFilter(filter.q(), new LinkedHashMap<>(filter.fields()), filter.members());
		}

		MemberFilter filter() {
			return new MemberFilter(q, Objects.requireNonNullElse(fields, Map.of()),
					Objects.requireNonNullElse(members, List.of()));
		}

	}

}
