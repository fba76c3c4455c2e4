package io.guildhall.staff.web;

import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.guildhall.shared.Slice;
import io.guildhall.organization.OrganizationDetails;
import io.guildhall.organization.OrganizationService;
import io.guildhall.shared.Actor;
import io.guildhall.shared.OnBehalf;
import io.guildhall.shared.Permission;
import io.guildhall.staff.Allowance;
import io.guildhall.staff.AllowanceService;
import io.guildhall.staff.ApiKeyService;
import io.guildhall.staff.ApiKeySummary;
import io.guildhall.staff.Invitation;
import io.guildhall.staff.OneTimeLink;
import io.guildhall.staff.Role;
import io.guildhall.staff.StaffService;
import io.guildhall.staff.StaffSummary;
import io.guildhall.staff.TeamService;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import lombok.RequiredArgsConstructor;

/** Who works here, and with which keys, for programs. */
@Tag(name = "Staff")
@RestController
@RequestMapping("/api/v1")
@RequiredArgsConstructor
class StaffRestController {

	private final StaffService staff;

	private final TeamService team;

	private final AllowanceService allowances;

	private final ApiKeyService keys;

	private final OrganizationService organizations;

	@Operation(summary = "Whose key this is, and what it may do")
	@GetMapping("/me")
	MeResponse me() {
		Actor actor = OnBehalf.actor();
		OrganizationDetails here = organizations.current();
		return new MeResponse(actor.kind(), actor.id(), actor.name(), OnBehalf.permissions(),
				new OrganizationResponse(here.id(), here.slug(), here.name()));
	}

	@Operation(summary = "Who works here")
	@GetMapping("/staff")
	Slice<StaffResponse> staff() {
		return Slice.whole(staff.list().stream().map(StaffResponse::of).toList());
	}

	@Operation(summary = "Gives somebody another role")
	@PutMapping("/staff/{account}/role")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void changeRole(@PathVariable UUID account, @Valid @RequestBody RoleRequest request) {
		team.changeRole(account, request.role());
	}

	@Operation(summary = "What somebody may take off orders as they see fit")
	@GetMapping("/staff/{account}/allowance")
	AllowanceResponse allowance(@PathVariable UUID account) {
		staff.require(account);
		return new AllowanceResponse(allowances.of(account).orElse(null));
	}

	@Operation(
			summary = "Grants somebody what they may take off orders as they see fit, or without it nothing any more")
	@PutMapping("/staff/{account}/allowance")
	AllowanceResponse allow(@PathVariable UUID account, @Valid @RequestBody AllowanceRequest request) {
		allowances.grant(account, request.allowance());
		return allowance(account);
	}

	@Operation(summary = "Lets somebody go")
	@DeleteMapping("/staff/{account}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable UUID account) {
		team.remove(account);
	}

	@Operation(summary = "Invitations that are open")
	@GetMapping("/staff/invitations")
	Slice<Invitation> invitations() {
		return Slice.whole(team.invitations());
	}

	@Operation(summary = "Invites somebody")
	@PostMapping("/staff/invitations")
	@ResponseStatus(HttpStatus.CREATED)
	LinkResponse invite(@Valid @RequestBody InvitationRequest request) {
		OneTimeLink link = team.invite(request.email(), request.role());
		return new LinkResponse(link.path(), link.mailed());
	}

	@Operation(summary = "Withdraws an invitation")
	@DeleteMapping("/staff/invitations/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void withdraw(@PathVariable UUID id) {
		team.withdraw(id);
	}

	@Operation(summary = "API keys; never the keys themselves")
	@GetMapping("/api-keys")
	Slice<ApiKeySummary> keys() {
		return Slice.whole(keys.list());
	}

	/** Keys are made on the page: a stolen one must not multiply. */
	@Operation(summary = "Revokes an API key")
	@DeleteMapping("/api-keys/{id}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void revoke(@PathVariable UUID id) {
		keys.revoke(id);
	}

	record MeResponse(Actor.Kind kind, @Nullable UUID id, String name, Set<Permission> permissions,
			OrganizationResponse organization) {
	}

	record OrganizationResponse(UUID id, String slug, String name) {
	}

	record StaffResponse(UUID account, String name, Role role) {

		static StaffResponse of(StaffSummary summary) {
			return new StaffResponse(summary.accountId(), summary.name(), summary.role());
		}

	}

	record AllowanceResponse(@Nullable Allowance allowance) {
	}

	record AllowanceRequest(@Nullable Allowance allowance) {
	}

	record RoleRequest(@NotNull Role role) {
	}

	record InvitationRequest(@NotBlank @Size(max = 254) String email, @NotNull Role role) {
	}

	/**
	 * @param path below the address of the house; with the secret, told this once
	 */
	record LinkResponse(String path, boolean mailed) {
	}

}
