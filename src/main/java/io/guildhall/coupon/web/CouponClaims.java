package io.guildhall.coupon.web;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.coupon.BatchId;
import io.guildhall.coupon.CouponClaim;
import io.guildhall.coupon.CouponClaiming;
import io.guildhall.coupon.CouponSummary;
import io.guildhall.member.MemberId;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.web.ShortWay;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.NotNull;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Claims of programs: by the short way, on which they come by the thousand when a coupon
 * is scarce, and by their controller. A claim that is refused is refused once: the
 * controller is handed the refusal and puts it into words.
 */
@Component
class CouponClaims implements ShortWay {

	private static final String BEFORE = "/api/v1/coupon-batches/";

	private static final String AFTER = "/coupons";

	private static final int ID = 36;

	private static final String REFUSAL = CouponClaims.class.getName() + ".refusal";

	private final CouponClaiming claiming;

	private final Idempotency idempotency;

	private final ObjectReader bodies;

	CouponClaims(CouponClaiming claiming, Idempotency idempotency, JsonMapper json) {
		this.claiming = claiming;
		this.idempotency = idempotency;
		this.bodies = json.readerFor(IssueRequest.class).with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
	}

	/** To whom a coupon is issued. */
	record IssueRequest(@NotNull MemberId member, @Nullable UUID campaign) {
	}

	/** Issues a coupon to one member. */
	CouponSummary claim(BatchId batch, IssueRequest request, @Nullable String key) {
		return claiming.claim(new CouponClaim(batch, request.member(), request.campaign(), null),
				idempotency.asked(key, List.of(batch, request), CouponSummary.class));
	}

	@Override
	public boolean isAt(String path) {
		return path.length() == BEFORE.length() + ID + AFTER.length() && path.startsWith(BEFORE)
				&& path.endsWith(AFTER);
	}

	@Override
	public @Nullable Object made(HttpServletRequest request, byte[] body) {
		BatchId batch = batch(request.getRequestURI());
		IssueRequest asked = read(body);
		if (batch == null || asked == null) {
			return null;
		}
		try {
			return claim(batch, asked, request.getHeader("Idempotency-Key"));
		}
		catch (RuntimeException refusal) {
			request.setAttribute(REFUSAL, refusal);
			return null;
		}
	}

	/** Null for anything but an id as it is written. */
	private static @Nullable BatchId batch(String uri) {
		int end = uri.length() - AFTER.length();
		String text = uri.substring(end - ID, end);
		try {
			BatchId id = BatchId.of(text);
			return id.toString().equals(text) ? id : null;
		}
		catch (IllegalArgumentException none) {
			return null;
		}
	}

	/** Throws what became of a claim that was made by the short way. */
	static void tellRefusal(HttpServletRequest request) {
		if (request.getAttribute(REFUSAL) instanceof RuntimeException refusal) {
			throw refusal;
		}
	}

	/**
	 * Null for a body that is none, or names no member: the controller says what is
	 * wrong.
	 */
	private @Nullable IssueRequest read(byte[] body) {
		try {
			IssueRequest asked = bodies.readValue(body);
			return (asked != null && asked.member() != null) ? asked : null;
		}
		catch (JacksonException unreadable) {
			return null;
		}
	}

}
