package io.guildhall.challenge;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import io.guildhall.file.DrawnPicture;
import io.guildhall.member.MemberId;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.BusyException;
import io.guildhall.shared.May;
import io.guildhall.shared.Permission;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * Pictures by which members show what they did. What is kept is drawn anew, so it is what
 * one sees and nothing else: neither where it was taken nor by what. Whoever decides
 * about the check-in sees it, and who sent it by their own link; it goes with the person,
 * and some time after the challenge.
 */
@Service
@Transactional
@RequiredArgsConstructor
public class ProofPictures {

	/**
	 * So many days they are kept after their challenge has ended, or after they came
	 * where that was later. Members are told so when they are asked for one.
	 */
	public static final int DAYS_KEPT = 90;

	/** The largest file, in megabytes. */
	public static final int MEGABYTES = 10;

	/**
	 * As many as the cameras of telephones make, in millions. What a stranger sends is
	 * held shorter than what the staff does: a small file can say that it unfolds to
	 * hundreds of millions.
	 */
	static final int MEGAPIXELS = 50;

	private static final long MILLION = 1_000_000;

	private static final int SIDE = 1_600;

	/** Large enough to judge most of them by. */
	private static final int SMALL_SIDE = 640;

	private static final int SECONDS = 10;

	/** Each may take some hundred megabytes while it is drawn. */
	private final Semaphore desk = new Semaphore(2, true);

	private final ChallengeService challenges;

	private final OrganizationService organizations;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	private final Clock clock;

	/**
	 * Draws what was sent anew, before the transaction that keeps it: it holds no
	 * connection meanwhile. Few are drawn at once.
	 * @param file PNG or JPEG
	 * @throws ChallengeRefused if it is too large, no picture, or has too many pixels
	 * @throws BusyException if too many are drawn
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(propagation = Propagation.NEVER)
	public ProofPicture draw(byte[] file) {
		if (file.length > MEGABYTES << 20) {
			throw ChallengeRefused.picture(PictureRefusal.TOO_LARGE);
		}
		OptionalLong pixels = DrawnPicture.pixels(file);
		if (pixels.isEmpty()) {
			throw ChallengeRefused.picture(PictureRefusal.NO_PICTURE);
		}
		if (pixels.getAsLong() > MEGAPIXELS * MILLION) {
			throw ChallengeRefused.picture(PictureRefusal.TOO_MANY_PIXELS);
		}
		sit();
		try {
			DrawnPicture full = drawn(file, SIDE);
			return new ProofPicture(full, drawn(full.jpeg(), SMALL_SIDE));
		}
		finally {
			desk.release();
		}
	}

	/**
	 * The picture of a check-in, as JPEG.
	 * @param small as it is shown among others
	 * @throws ChallengeRefused if there is none for who asks
	 */
	@May(Permission.MEMBER_EDIT)
	@Transactional(readOnly = true)
	public byte[] jpeg(ChallengeId id, UUID checkIn, boolean small) {
		challenges.require(id);
		return jdbc.sql("""
				select case when :small then p.small else p.jpeg end from check_in_pictures p
				join check_ins i on i.organization_id = p.organization_id and i.id = p.check_in_id
				where p.organization_id = :organization and p.check_in_id = :id and i.challenge_id = :challenge
				""")
			.param("small", small)
			.param("organization", tenancy.current())
			.param("id", checkIn)
			.param("challenge", id.id())
			.query(byte[].class)
			.optional()
			.orElseThrow(ChallengeRefused::noPicture);
	}

	/** The picture of somebody's day. */
	byte[] jpeg(ChallengeId id, MemberId member, LocalDate day, boolean small) {
		return jdbc.sql("""
				select case when :small then p.small else p.jpeg end from check_in_pictures p
				join check_ins i on i.organization_id = p.organization_id and i.id = p.check_in_id
				where p.organization_id = :organization and i.challenge_id = :challenge and i.member_id = :member
				and i.day = :day
				""")
			.param("small", small)
			.param("organization", tenancy.current())
			.param("challenge", id.id())
			.param("member", member.id())
			.param("day", day)
			.query(byte[].class)
			.optional()
			.orElseThrow(ChallengeRefused::noPicture);
	}

	/** What a check-in is shown by from now on; null for no picture. */
	void put(UUID checkIn, @Nullable ProofPicture picture) {
		jdbc.sql("delete from check_in_pictures where organization_id = :organization and check_in_id = :id")
			.param("organization", tenancy.current())
			.param("id", checkIn)
			.update();
		if (picture != null) {
			jdbc.sql("""
					insert into check_in_pictures (organization_id, check_in_id, width, height, jpeg, small, added_at)
					values (:organization, :id, :width, :height, :jpeg, :small, :now)
					""")
				.param("organization", tenancy.current())
				.param("id", checkIn)
				.param("width", picture.full().width())
				.param("height", picture.full().height())
				.param("jpeg", picture.full().jpeg())
				.param("small", picture.small().jpeg())
				.param("now", Timestamp.from(clock.instant().truncatedTo(ChronoUnit.MICROS)))
				.update();
		}
	}

	/**
	 * Lets pictures go that were kept long enough, also those of check-ins that nobody
	 * has decided about: what was said and decided stays.
	 * @param today on which they are there no more
	 */
	void forgetOld(LocalDate today) {
		LocalDate before = today.minusDays(DAYS_KEPT);
		jdbc.sql("""
				delete from check_in_pictures p using check_ins i, challenges c
				where p.organization_id = :organization and i.organization_id = :organization
				and c.organization_id = :organization and i.id = p.check_in_id and c.id = i.challenge_id
				and least(c.ends_on, c.closed_on) < :before and p.added_at < :at
				""")
			.param("organization", tenancy.current())
			.param("before", before)
			.param("at", Timestamp.from(organizations.current().startOf(before)))
			.update();
	}

	private void sit() {
		try {
			if (!desk.tryAcquire(SECONDS, TimeUnit.SECONDS)) {
				throw new BusyException("Too many pictures are drawn");
			}
		}
		catch (InterruptedException stopped) {
			Thread.currentThread().interrupt();
			throw new BusyException("A picture was interrupted");
		}
	}

	private static DrawnPicture drawn(byte[] file, int side) {
		return DrawnPicture.of(file, side).orElseThrow(() -> ChallengeRefused.picture(PictureRefusal.NO_PICTURE));
	}

}
