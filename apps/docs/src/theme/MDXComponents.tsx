/** What chapters can use without importing it. @module */
import MDXComponents from "@theme-original/MDXComponents";
import { ChapterList } from "../components/ChapterList/ChapterList.tsx";
import { Exercise } from "../components/Exercise/Exercise.tsx";
import { Predict } from "../components/Predict/Predict.tsx";
import { Runnable } from "../components/Runnable/Runnable.tsx";
import { ScrollTable } from "../components/ScrollTable/ScrollTable.tsx";
import { SourceRegion } from "../components/SourceRegion/SourceRegion.tsx";

export default { ...MDXComponents, ChapterList, Exercise, Predict, Runnable, SourceRegion, table: ScrollTable };
