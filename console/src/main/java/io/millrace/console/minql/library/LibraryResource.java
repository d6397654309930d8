package io.millrace.console.minql.library;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.console.access.Access;
import io.millrace.console.access.CurrentActor;
import io.millrace.console.creation.Creations;
import io.millrace.console.creation.Listing;
import io.millrace.console.minql.stored.StoredKind;
import io.millrace.console.minql.stored.StoredRequest;
import io.millrace.console.minql.stored.StoredService;
import io.millrace.console.problem.Checks;
import io.millrace.console.problem.ProblemException;
import io.millrace.console.store.Database;
import io.millrace.console.store.IntegrationRow;
import io.millrace.console.store.Integrations;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The boards that ship: to look at, and to take as a report or dashboard of one's own. */
@Path("/api/library")
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Access
class LibraryResource {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Library library;
    private final StoredService stored;
    private final Database database;
    private final CurrentActor actor;

    LibraryResource(Library library, StoredService stored, Database database, CurrentActor actor) {
        this.library = library;
        this.stored = stored;
        this.database = database;
        this.actor = actor;
    }

    /** All boards, without their panels. */
    @GET
    public Listing<BoardView> list(
            @QueryParam("cursor") @Nullable String cursor, @QueryParam("limit") @DefaultValue("100") int limit) {
        actor.get();
        var all = library.boards().stream()
                .map(board -> new BoardView(
                        board.id(),
                        board.title(),
                        board.description(),
                        board.panels().size(),
                        Library.FILTERS))
                .toList();
        return Listing.of(all, BoardView::id, cursor, limit);
    }

    /** A board with queries that can be sent as they are. */
    @GET
    @Path("/{board}")
    public Board board(@PathParam("board") String board, @QueryParam("integration") @Nullable String integration) {
        return find(board, referenceName(integration));
    }

    /** Takes a whole board as a dashboard. */
    @POST
    @Path("/{board}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response take(
            @PathParam("board") String board,
            @Nullable TakeRequest given,
            @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        TakeRequest request = given == null ? TakeRequest.OF_ALL : given;
        Board found = find(board, referenceName(request.integration()));
        ObjectNode content = JSON.createObjectNode().put("description", found.description());
        ArrayNode panels = content.putArray("panels");
        found.panels().forEach(panel -> panels.add(content(panel).put("title", panel.title())));
        String name = request.name() == null ? found.title() : request.name();
        return made(StoredKind.DASHBOARD, new StoredRequest(name, request.shared(), null, content), requestKey);
    }

    /** Takes a panel as a report. */
    @POST
    @Path("/{board}/panels/{panel}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response take(
            @PathParam("board") String board,
            @PathParam("panel") String panel,
            @Nullable TakeRequest given,
            @HeaderParam(Creations.HEADER) @Nullable String requestKey) {
        TakeRequest request = given == null ? TakeRequest.OF_ALL : given;
        Panel found = find(board, referenceName(request.integration())).panels().stream()
                .filter(candidate -> candidate.id().equals(panel))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("panel"));
        String name = request.name() == null ? found.title() : request.name();
        return made(StoredKind.REPORT, new StoredRequest(name, request.shared(), null, content(found)), requestKey);
    }

    private Response made(StoredKind kind, StoredRequest request, @Nullable String requestKey) {
        Creations.Created made = stored.create(actor.get(), kind, request, requestKey);
        return Response.status(made.now() ? 201 : 200)
                .entity(Map.of("id", made.id(), "kind", kind.word()))
                .header("Location", "/api/" + kind.path() + "/" + made.id())
                .build();
    }

    private static ObjectNode content(Panel panel) {
        ObjectNode content =
                JSON.createObjectNode().put("description", panel.description()).put("chart", panel.chart());
        content.set("signals", JSON.valueToTree(panel.signals()));
        content.set("query", panel.query());
        return content;
    }

    private Board find(String board, String referenceName) {
        return library.board(board, referenceName).orElseThrow(() -> ProblemException.notFound("board"));
    }

    /** The integration asked for, else the organization's only or first one. */
    private String referenceName(@Nullable String wanted) {
        var names = database.read(db -> Integrations.list(db, actor.get().organizationId())).stream()
                .map(IntegrationRow::referenceName)
                .toList();
        Checks checks = new Checks();
        checks.that(
                wanted == null ? !names.isEmpty() : names.contains(wanted),
                "integration",
                "integration is the reference name of one of your integrations.");
        checks.done();
        return wanted == null ? names.get(0) : wanted;
    }

    /**
     * A board without its panels.
     *
     * @param id id
     * @param title title
     * @param description what it is for
     * @param panels how many panels it has
     * @param filters properties it is usually filtered by
     */
    public record BoardView(String id, String title, String description, int panels, Map<String, String> filters) {}

    /**
     * A request to take something.
     *
     * @param integration reference name; the first one if absent
     * @param name name of the copy; the title if absent
     * @param shared whether the whole organization sees the copy
     */
    public record TakeRequest(
            @Nullable String integration,
            @Nullable String name,
            @Nullable Boolean shared) {
        private static final TakeRequest OF_ALL = new TakeRequest(null, null, null);
    }
}
