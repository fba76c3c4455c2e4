package io.guildhall.member.web;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.community.Carrier;
import io.guildhall.community.GroupId;
import io.guildhall.member.Consent;
import io.guildhall.member.ConsentChange;
import io.guildhall.member.ConsentWord;
import io.guildhall.member.ContactChannel;
import io.guildhall.member.Identity;
import io.guildhall.member.IdentityKind;
import io.guildhall.member.Invited;
import io.guildhall.member.Inviter;
import io.guildhall.member.MemberConsents;
import io.guildhall.member.MemberDetails;
import io.guildhall.member.MemberField;
import io.guildhall.member.MemberFilter;
import io.guildhall.member.MemberId;
import io.guildhall.member.MemberIdentities;
import io.guildhall.member.MemberInviters;
import io.guildhall.member.MemberListing;
import io.guildhall.member.MemberListing.Sort;
import io.guildhall.member.MemberNotes;
import io.guildhall.member.MemberRow;
import io.guildhall.member.MemberService;
import io.guildhall.member.MemberSource;
import io.guildhall.member.MemberTagging;
import io.guildhall.member.MembersOfGroups;
import io.guildhall.member.NewIdentity;
import io.guildhall.member.NewMember;
import io.guildhall.member.Note;
import io.guildhall.member.PersonalData;
import io.guildhall.member.Profile;
import io.guildhall.member.Stay;
import io.guildhall.shared.Idempotency;
import io.guildhall.shared.Slice;
import io.guildhall.shared.web.Versions;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Members for programs. */
@Tag(name = "Members")
@RestController
@RequestMapping("/api/v1/members")
@RequiredArgsConstructor
class MemberRestController {

	private final MemberService members;

	private final MemberListing listing;

	private final MemberIdentities identities;

	private final MemberTagging tagging;

	private final MemberNotes notes;

	private final MemberConsents consents;

	private final MemberInviters inviters;

	private final MembersOfGroups stays;

	private final PersonalData personal;

	private final Idempotency idempotency;

	private final Clock clock;

	/**
	 * By the newest, or by name; with {@code q} by what is found; filtered by any field's
	 * key.
	 */
	@Operation(summary = "Members by name or by when they joined, filtered by tier, group, tag and more")
	@GetMapping
	Slice<MemberRow> list(@RequestParam(required = false) @Nullable String q,
			@RequestParam(defaultValue = "JOINED") Sort sort, @RequestParam(required = false) @Nullable String after,
			@Parameter(hidden = true) @RequestParam Map<String, String> parameters) {
		Map<String, String> fields = new LinkedHashMap<>();
		for (MemberField field : listing.fields()) {
			String value = parameters.get(field.key());
			if (value != null && !value.isBlank()) {
				fields.put(field.key(), value);
			}
		}
		return listing.list(new MemberFilter(q, fields, List.of()), sort, after, Slice.PAGE);
	}

	@Operation(summary = "A member")
	@GetMapping("/{id}")
	ResponseEntity<MemberDetails> get(@PathVariable MemberId id) {
		return answer(HttpStatus.OK, members.get(id));
	}

	@Operation(summary = "Adds a member")
	@PostMapping
	@ResponseStatus(HttpStatus.CREATED)
	AddedResponse add(@Valid @RequestBody NewMemberRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		MemberId id = idempotency.once(key, request, MemberId.class, () -> members.add(request.member()));
		return new AddedResponse(id, request.displayName());
	}

	@Operation(summary = "Changes a profile")
	@PutMapping("/{id}")
	ResponseEntity<MemberDetails> edit(@PathVariable MemberId id, @Valid @RequestBody ProfileRequest request,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
		return answer(HttpStatus.OK,
				members.edit(id,
						new Profile(request.displayName(), request.realName(), request.city(), request.contactOwner()),
						Versions.of(ifMatch)));
	}

	/** Erases the person; the id stays. */
	@Operation(summary = "Erases a person; the id stays")
	@DeleteMapping("/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void erase(@PathVariable MemberId id) {
		members.erase(id);
	}

	@Operation(summary = "Everything that is kept about a person, by its kind")
	@PostMapping("/{id}/personal-data")
	PersonalData.Everything personalData(@PathVariable MemberId id) {
		return personal.take(id);
	}

	@Operation(summary = "By what a member is known")
	@GetMapping("/{id}/identities")
	Slice<Identity> identities(@PathVariable MemberId id) {
		return Slice.whole(members.get(id).identities());
	}

	@Operation(summary = "Adds what a member is known by")
	@PostMapping("/{id}/identities")
	@ResponseStatus(HttpStatus.CREATED)
	Slice<Identity> addIdentity(@PathVariable MemberId id, @Valid @RequestBody IdentityRequest request) {
		identities.add(id, request.identity());
		return Slice.whole(members.get(id).identities());
	}

	@Operation(summary = "Takes away what a member was known by")
	@DeleteMapping("/{id}/identities/{identity}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void removeIdentity(@PathVariable MemberId id, @PathVariable UUID identity) {
		identities.remove(id, identity);
	}

	@Operation(summary = "The tags of a member")
	@GetMapping("/{id}/tags")
	Slice<String> tags(@PathVariable MemberId id) {
		return Slice.whole(members.get(id).tags());
	}

	@Operation(summary = "Tags a member")
	@PutMapping("/{id}/tags/{tag}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void tag(@PathVariable MemberId id, @PathVariable String tag) {
		members.require(id);
		tagging.tag(MemberFilter.of(List.of(id)), tag);
	}

	@Operation(summary = "Takes a tag away")
	@DeleteMapping("/{id}/tags/{tag}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void untag(@PathVariable MemberId id, @PathVariable String tag) {
		members.require(id);
		tagging.untag(MemberFilter.of(List.of(id)), tag);
	}

	@Operation(summary = "The notes on a member")
	@GetMapping("/{id}/notes")
	Slice<Note> notes(@PathVariable MemberId id) {
		return Slice.whole(notes.of(id));
	}

	@Operation(summary = "Writes a note")
	@PostMapping("/{id}/notes")
	@ResponseStatus(HttpStatus.CREATED)
	NoteResponse note(@PathVariable MemberId id, @Valid @RequestBody NoteRequest request,
			@RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
		return new NoteResponse(
				idempotency.once(key, List.of(id, request), UUID.class, () -> notes.write(id, request.body())));
	}

	@Operation(summary = "Removes a note")
	@DeleteMapping("/{id}/notes/{note}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void removeNote(@PathVariable MemberId id, @PathVariable UUID note) {
		notes.remove(id, note);
	}

	@Operation(summary = "The groups in which a member is or was")
	@GetMapping("/{id}/groups")
	Slice<Stay> groups(@PathVariable MemberId id) {
		return Slice.whole(stays.of(id));
	}

	@Operation(summary = "Lets a member join a group")
	@PostMapping("/{id}/groups")
	Slice<Stay> join(@PathVariable MemberId id, @Valid @RequestBody StayRequest request) {
		stays.joined(id, request.group(), (request.at() != null) ? request.at() : clock.instant());
		return Slice.whole(stays.of(id));
	}

	@Operation(summary = "Lets a member leave a group")
	@PostMapping("/{id}/groups/{group}/leave")
	Slice<Stay> leave(@PathVariable MemberId id, @PathVariable GroupId group,
			@RequestParam(required = false) @Nullable Instant at) {
		stays.left(id, group, (at != null) ? at : clock.instant());
		return Slice.whole(stays.of(id));
	}

	@Operation(summary = "What a member said about being contacted")
	@GetMapping("/{id}/consents")
	Slice<ConsentChange> consents(@PathVariable MemberId id) {
		return Slice.whole(consents.of(id));
	}

	@Operation(summary = "Records what a member says about being contacted: of one channel, or of all")
	@PostMapping("/{id}/consents")
	Slice<ConsentChange> say(@PathVariable MemberId id, @Valid @RequestBody ConsentRequest request) {
		consents.say(id, request.word());
		return Slice.whole(consents.of(id));
	}

	@Operation(summary = "Who invited a member; nothing where nobody is known to have")
	@GetMapping("/{id}/inviter")
	Slice<Inviter> inviter(@PathVariable MemberId id) {
		return Slice.whole(inviters.of(id).stream().toList());
	}

	@Operation(summary = "Says who invited a member; null for nobody that is known")
	@PutMapping("/{id}/inviter")
	Slice<Inviter> invitedBy(@PathVariable MemberId id, @Valid @RequestBody InviterRequest request) {
		inviters.set(id, request.inviter());
		return inviter(id);
	}

	@Operation(summary = "Whom a member invited")
	@GetMapping("/{id}/invited")
	Slice<Invited> invited(@PathVariable MemberId id, @RequestParam(required = false) @Nullable String after) {
		return inviters.invitedBy(id, after, Slice.PAGE);
	}

	private static ResponseEntity<MemberDetails> answer(HttpStatus status, MemberDetails member) {
		return ResponseEntity.status(status).eTag(Versions.tag(member.version())).body(member);
	}

	record IdentityRequest(@Nullable Carrier carrier, @NotNull IdentityKind kind,
			@NotBlank @Size(max = 200) String value, @Nullable GroupId group) {

		NewIdentity identity() {
			return new NewIdentity((carrier != null) ? carrier : Carrier.OTHER, kind, value, group);
		}

	}

	record NewMemberRequest(@NotBlank @Size(max = 120) String displayName, @Size(max = 200) @Nullable String realName,
			@Size(max = 200) @Nullable String city, @Size(max = 40) @Nullable String phone,
			@Size(max = 200) @Nullable String email, @Valid @Nullable List<IdentityRequest> identities,
			@Nullable List<String> tags, @Nullable GroupId group, @Nullable Instant joinedAt,
			@Nullable MemberId invitedBy) {

		NewMember member() {
			List<NewIdentity> all = new java.util.ArrayList<>();
			if (phone != null) {
				all.add(NewIdentity.phone(phone));
			}
			if (email != null) {
				all.add(NewIdentity.email(email));
			}
			if (identities != null) {
				identities.forEach(identity -> all.add(identity.identity()));
			}
			return new NewMember(displayName, realName, city, all, (tags != null) ? tags : List.of(), group, joinedAt,
					MemberSource.API, invitedBy);
		}

	}

	record InviterRequest(@Nullable MemberId inviter) {
	}

	record AddedResponse(MemberId id, String displayName) {
	}

	record ProfileRequest(@NotBlank @Size(max = 120) String displayName, @Size(max = 200) @Nullable String realName,
			@Size(max = 200) @Nullable String city, @Nullable UUID contactOwner) {
	}

	record NoteRequest(@NotBlank @Size(max = 4000) String body) {
	}

	record NoteResponse(UUID id) {
	}

	record StayRequest(@NotNull GroupId group, @Nullable Instant at) {
	}

	/**
	 * What a member says.
	 *
	 * @param channel of which they say it; null for all
	 * @param consent null where it is only about being left alone
	 * @param doNotContact null where they do not say
	 */
	record ConsentRequest(@Nullable ContactChannel channel, @Nullable Consent consent, @Nullable Boolean doNotContact,
			@Size(max = 400) @Nullable String reason) {

		ConsentWord word() {
			String why = (reason != null) ? reason : "";
			if (consent == null) {
				return ConsentWord.said(Map.of(), doNotContact, why);
			}
			return (channel != null) ? ConsentWord.said(Map.of(channel, consent), doNotContact, why)
					: ConsentWord.ofAll(consent, doNotContact, why);
		}

	}

}
