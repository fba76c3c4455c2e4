package io.guildhall.conduct;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

import io.guildhall.audit.AuditTrail;
import io.guildhall.file.DrawnPicture;
import io.guildhall.member.MemberErased;
import io.guildhall.member.MemberService;
import io.guildhall.shared.May;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Pictures that show what happened: mostly of a screen. Whoever may see the violation
 * sees them; they go when the person is erased.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ViolationPictures {

	/** As many as one violation has. */
	public static final int MOST = 5;

	/** The largest file, in megabytes. */
	public static final int MEGABYTES = 10;

	/** The longer side; the words of a chat can still be read. */
	private static final int SIDE = 2_000;

	private final ConductService conduct;

	private final MemberService members;

	private final AuditTrail audit;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final TransactionTemplate transaction;

	private final Clock clock;

	/**
	 * Adds pictures, all of them or none. They are drawn between two transactions: a
	 * large one takes a while, and holds neither a connection nor the violation.
	 * @param files PNG or JPEG
	 * @throws ConductRefused if there is no such violation for who acts, its member is
	 * erased, one is no picture, or there would be too many
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(propagation = Propagation.NEVER)
	public void add(ViolationId id, List<byte[]> files) {
		transaction.executeWithoutResult(status -> requireThere(id));
		if (files.stream().anyMatch(file -> file.length > MEGABYTES << 20)) {
			throw ConductRefused.pictureTooLarge(MEGABYTES);
		}
		List<DrawnPicture> drawn = files.stream()
			.map(file -> DrawnPicture.of(file, SIDE).orElseThrow(ConductRefused::picture))
			.toList();
		if (drawn.isEmpty()) {
			throw ConductRefused.picture();
		}
		transaction.executeWithoutResult(status -> {
			lock(id);
			requireThere(id);
			keep(id, drawn);
		});
	}

	/**
	 * A picture, as JPEG.
	 * @throws ConductRefused if there is none for who asks
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public byte[] jpeg(ViolationId id, int number) {
		conduct.get(id);
		return jdbc.sql("""
				select jpeg from violation_pictures
				where organization_id = :organization and violation_id = :id and number = :number
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("number", number)
			.query(byte[].class)
			.optional()
			.orElseThrow(ConductRefused::noPicture);
	}

	/**
	 * Takes a picture away.
	 * @throws ConductRefused if there is none for who acts
	 */
	@May(Permission.MEMBER_EDIT)
	public void remove(ViolationId id, int number) {
		conduct.get(id);
		int gone = jdbc.sql("""
				delete from violation_pictures
				where organization_id = :organization and violation_id = :id and number = :number
				""").param("organization", tenancy.current()).param("id", id.id()).param("number", number).update();
		if (gone == 0) {
			throw ConductRefused.noPicture();
		}
		audit.record("conduct.picture-removed", "violation", id, Map.of("number", number));
	}

	/** The pictures of some violations, in the order in which they came. */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public Map<ViolationId, List<Picture>> of(Collection<ViolationId> ids) {
		Map<ViolationId, List<Picture>> pictures = new HashMap<>();
		jdbc.sql("""
				select violation_id, number, width, height, added_at, added_by from violation_pictures
				where organization_id = :organization and violation_id = any(cast(:ids as uuid[]))
				order by violation_id, number
				""")
			.param("organization", tenancy.current())
			.param("ids", ids.stream().map(id -> id.id().toString()).toArray(String[]::new))
			.query(row -> {
				pictures
					.computeIfAbsent(new ViolationId(row.getObject("violation_id", UUID.class)),
							of -> new ArrayList<>())
					.add(new Picture(row.getInt("number"), row.getInt("width"), row.getInt("height"),
							row.getObject("added_at", OffsetDateTime.class).toInstant(), row.getString("added_by")));
			});
		return pictures;
	}

	/** Of one who is erased there is nothing to be seen any more. */
	@EventListener
	void forgetPictures(MemberErased erased) {
		jdbc.sql("""
				delete from violation_pictures p using violations v
				where p.organization_id = :organization and v.organization_id = :organization
				and v.id = p.violation_id and v.member_id = :member
				""").param("organization", tenancy.current()).param("member", erased.member().id()).update();
	}

	private void requireThere(ViolationId id) {
		ViolationDetails violation = conduct.get(id);
		if (members.require(violation.member().id()).erased()) {
			throw ConductRefused.erased();
		}
	}

	/** So that two who add at once do not add too many. */
	private void lock(ViolationId id) {
		boolean there = jdbc
			.sql("select id from violations where organization_id = :organization and id = :id for update")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.query(UUID.class)
			.optional()
			.isPresent();
		if (!there) {
			throw ConductRefused.unknown(id);
		}
	}

	private void keep(ViolationId id, List<DrawnPicture> drawn) {
		List<Integer> numbers = of(List.of(id)).getOrDefault(id, List.of()).stream().map(Picture::number).toList();
		if (numbers.size() + drawn.size() > MOST) {
			throw ConductRefused.pictures(MOST);
		}
		int number = numbers.stream().mapToInt(Integer::intValue).max().orElse(0);
		for (DrawnPicture picture : drawn) {
			number++;
			insert(id, number, picture);
			audit.record("conduct.picture-added", "violation", id, Map.of("number", number));
		}
	}

	private void insert(ViolationId id, int number, DrawnPicture picture) {
		jdbc.sql("""
				insert into violation_pictures (organization_id, violation_id, number, width, height, jpeg, added_at,
					added_by)
				values (:organization, :id, :number, :width, :height, :jpeg, :now, :by)
				""")
			.param("organization", tenancy.current())
			.param("id", id.id())
			.param("number", number)
			.param("width", picture.width())
			.param("height", picture.height())
			.param("jpeg", picture.jpeg())
			.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
			.param("by", OnBehalf.actor().name())
			.update();
	}

}
