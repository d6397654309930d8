package io.millrace.architecture;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Reads the settings of one {@code @ConfigMapping} interface, with their Javadoc, from its source. */
final class ConfigurationSource {
    private final CompilationUnitTree unit;
    private final DocTrees docs;
    private final ClassTree top;
    private final List<Setting> settings = new ArrayList<>();

    /** One setting: {@code otherwise} is its default, empty if it has none. */
    record Setting(String name, String type, String otherwise, String meaning) {}

    private ConfigurationSource(CompilationUnitTree unit, DocTrees docs, ClassTree top) {
        this.unit = unit;
        this.docs = docs;
        this.top = top;
    }

    static List<Setting> read(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of("-proc:none"), null, files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            ClassTree top = (ClassTree) unit.getTypeDecls().get(0);
            ConfigurationSource source = new ConfigurationSource(unit, DocTrees.instance(task), top);
            source.visit(
                    top,
                    source.text(source.annotation(top.getModifiers().getAnnotations(), "ConfigMapping")
                            .orElseThrow()),
                    new TreePath(new TreePath(unit), top));
            return source.settings;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private void visit(ClassTree type, String prefix, TreePath path) {
        for (Tree member : type.getMembers()) {
            if (member instanceof MethodTree method && method.getBody() == null) {
                visit(method, prefix, new TreePath(path, method));
            }
        }
    }

    private void visit(MethodTree method, String prefix, TreePath path) {
        String type = String.valueOf(method.getReturnType());
        String inner = type.replaceAll("^(?:Optional|Map<String, *)<?|>+$", "");
        Optional<ClassTree> group = nested(inner);
        boolean keyed = type.startsWith("Map<");
        boolean hidden = annotation(method.getModifiers().getAnnotations(), "WithParentName")
                .isPresent();
        String own = annotation(method.getModifiers().getAnnotations(), "WithName")
                .map(this::text)
                .orElseGet(() -> kebab(method.getName().toString()));
        String name = hidden ? prefix : prefix + "." + own;
        if (group.isPresent()) {
            visit(group.get(), keyed ? name + ".<name>" : name, TreePath.getPath(unit, group.get()));
            return;
        }
        String otherwise = annotation(method.getModifiers().getAnnotations(), "WithDefault")
                .map(this::text)
                .orElse("");
        settings.add(new Setting(name, type, otherwise, meaning(path)));
    }

    private Optional<ClassTree> nested(String name) {
        List<ClassTree> found = new ArrayList<>();
        collect(top, name, found);
        return found.stream().findFirst();
    }

    private static void collect(ClassTree type, String name, List<ClassTree> found) {
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree inner) {
                if (inner.getKind() == Tree.Kind.INTERFACE
                        && inner.getSimpleName().contentEquals(name)) {
                    found.add(inner);
                }
                collect(inner, name, found);
            }
        }
    }

    private String meaning(TreePath path) {
        DocCommentTree comment = docs.getDocCommentTree(path);
        return comment == null
                ? ""
                : comment.getFullBody().stream()
                        .map(String::valueOf)
                        .reduce("", String::concat)
                        .replaceAll("\\{@(?:code|link) #?([^}(]*)(?:\\(\\))?}", "`$1`")
                        .replaceAll("\\s+", " ")
                        .replace("|", "\\|")
                        .strip();
    }

    private Optional<AnnotationTree> annotation(List<? extends AnnotationTree> annotations, String name) {
        return annotations.stream()
                .map(AnnotationTree.class::cast)
                .filter(annotation -> annotation.getAnnotationType().toString().endsWith(name))
                .findFirst();
    }

    private String text(AnnotationTree annotation) {
        ExpressionTree value = annotation.getArguments().get(0);
        if (value instanceof AssignmentTree assignment) {
            value = assignment.getExpression();
        }
        return value instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : String.valueOf(value);
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
