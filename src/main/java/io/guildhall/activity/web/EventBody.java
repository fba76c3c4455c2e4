package io.guildhall.activity.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import io.guildhall.activity.ActivityKind;
import io.guildhall.activity.ActivityRecorded.Result;
import io.guildhall.activity.ActivityRefused;
import io.guildhall.activity.ActivityService;
import io.guildhall.activity.NewActivity;
import io.guildhall.chatlog.Pitch;
import io.guildhall.community.Carrier;
import io.guildhall.community.GroupId;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.MemberId;
import io.guildhall.member.NewIdentity;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Understands events one by one: as {@code {"events": [...]}}, or a line of JSON for each
 * (NDJSON). One that cannot be understood is none of the others' fault.
 */
@Component
@RequiredArgsConstructor
class EventBody {

	private static final int MEGABYTES = 8;

	/** No text of the database holds it. */
	private static final String NO_ZERO = "[^\\x00]*";

	private static final String UNREADABLE = "activity.unreadable";

	private static final String INVALID = "activity.invalid";

	private static final String NOBODY = "activity.nobody";

	/** What the database takes for a time: one that it does not would sink the others. */
	private static final Instant FIRST = Instant.parse("0001-01-03T00:00:00Z");

	private static final Instant LAST = Instant.parse("9999-12-29T00:00:00Z");

	private final JsonMapper json;

	private final Validator validator;

	/** Events as a whole. */
	record Events(@NotEmpty @Size(max = ActivityService.MOST) List<@Valid Event> events) {
	}

	/** An event; either the member or an identity says who it was. */
	record Event(@Nullable MemberId member, @Valid @Nullable Who identity, @NotNull GroupId group, @NotNull Instant at,
			@NotNull ActivityKind kind, @Min(0) @Max(1_000_000) @Nullable Integer characters,
			@Pattern(regexp = "[A-Za-z0-9._-]{1,60}") @Nullable String source,
			@NotBlank @Size(max = 200) @Pattern(regexp = NO_ZERO) String externalId, @Nullable Boolean hasLink,
			@Nullable Pitch pitch, @Nullable @Size(max = 200) @Pattern(regexp = NO_ZERO) String replyTo,
			@Nullable @Size(max = 20_000) @Pattern(regexp = NO_ZERO, flags = Pattern.Flag.DOTALL) String text) {

		private NewActivity activity() {
			return new NewActivity(member, (identity != null) ? identity.in(group) : null, group, at, kind,
					(characters != null) ? characters : 0, source, externalId, Boolean.TRUE.equals(hasLink), pitch,
					replyTo, text);
		}

	}

	/** Who somebody is on a carrier; a NAME is meant within the event's group. */
	record Who(@NotNull Carrier carrier, @NotNull IdentityKind kind, @NotBlank @Size(max = 200) String value) {

		private NewIdentity in(GroupId group) {
			return new NewIdentity(carrier, kind, value, group);
		}

	}

	/**
	 * What was understood.
	 *
	 * @param unread of all that was told: why it was not understood, null where it was
	 */
	record Understood(List<NewActivity> events, List<@Nullable Result> unread) {
	}

	/**
	 * Reads them.
	 * @param lines whether each stands on a line of its own
	 * @throws ActivityRefused if there are none, too many, or more than can be held
	 */
	Understood read(InputStream body, boolean lines) throws IOException {
		byte[] all = body.readNBytes(MEGABYTES * 1024 * 1024 + 1);
		if (all.length > MEGABYTES * 1024 * 1024) {
			throw ActivityRefused.tooLarge(MEGABYTES);
		}
		Understood understood = new Understood(new ArrayList<>(), new ArrayList<>());
		if (lines) {
			lines(all, understood);
		}
		else {
			list(all, understood);
		}
		if (understood.unread().isEmpty()) {
			throw ActivityRefused.noEvents();
		}
		return understood;
	}

	private void list(byte[] all, Understood into) {
		if (wellFormed(all, into)) {
			return;
		}
		JsonNode events;
		try {
			events = json.readTree(all).path("events");
		}
		catch (JacksonException ex) {
			throw ActivityRefused.noEvents();
		}
		if (events.size() > ActivityService.MOST) {
			throw ActivityRefused.tooMany();
		}
		if (events.isArray()) {
			events.forEach(event -> understand(event, into));
		}
	}

	/**
	 * All of them at once, as they nearly always are: without a tree of what was told.
	 * @return false if one of them is not, which is then to be found out one by one
	 */
	private boolean wellFormed(byte[] all, Understood into) {
		Events read;
		try {
			read = json.readValue(all, Events.class);
		}
		catch (JacksonException ex) {
			return false;
		}
		if (read == null || read.events() == null || read.events().size() > ActivityService.MOST
				|| read.events().stream().anyMatch(Objects::isNull)) {
			return false;
		}
		read.events().forEach(event -> into.unread().add(refusal(event, into.events())));
		return true;
	}

	private void lines(byte[] all, Understood into) {
		int start = 0;
		for (int i = 0; i <= all.length; i++) {
			if (i < all.length && all[i] != '\n') {
				continue;
			}
			if (!isBlank(all, start, i)) {
				if (into.unread().size() == ActivityService.MOST) {
					throw ActivityRefused.tooMany();
				}
				try {
					understand(json.readTree(all, start, i - start), into);
				}
				catch (JacksonException ex) {
					into.unread().add(Result.refused(UNREADABLE, null));
				}
			}
			start = i + 1;
		}
	}

	private void understand(JsonNode node, Understood into) {
		into.unread().add(refusal(node, into.events()));
	}

	private @Nullable Result refusal(JsonNode node, List<NewActivity> into) {
		if (!node.isObject()) {
			return Result.refused(UNREADABLE, null);
		}
		try {
			return refusal(json.treeToValue(node, Event.class), into);
		}
		catch (DatabindException ex) {
			String field = ex.getPath().isEmpty() ? null : ex.getPath().get(0).getPropertyName();
			return Result.refused(INVALID, field);
		}
		catch (JacksonException ex) {
			return Result.refused(UNREADABLE, null);
		}
	}

	private @Nullable Result refusal(Event event, List<NewActivity> into) {
		Set<ConstraintViolation<Event>> violations = validator.validate(event);
		if (!violations.isEmpty()) {
			return Result.refused(INVALID, violations.iterator().next().getPropertyPath().toString());
		}
		if ((event.member() == null) == (event.identity() == null)) {
			return Result.refused(NOBODY, "member");
		}
		if (event.at().isBefore(FIRST) || event.at().isAfter(LAST)) {
			return Result.refused(INVALID, "at");
		}
		into.add(event.activity());
		return null;
	}

	private static boolean isBlank(byte[] all, int start, int end) {
		for (int i = start; i < end; i++) {
			if (all[i] != ' ' && all[i] != '\r' && all[i] != '\t') {
				return false;
			}
		}
		return true;
	}

}
